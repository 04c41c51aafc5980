package dev.tributary.index.lucene;

import java.io.IOException;
import java.util.Collection;
import java.util.UUID;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/** What deleting leaves behind: a segment keeps deleted members, and lists them under their terms, until it is merged. */
final class Remains {

    private Remains() {}

    static boolean areIn(SegmentReader segment, Collection<UUID> documentIds) throws IOException {
        Bits live = segment.getLiveDocs();
        if (live == null) {
            return false;
        }
        for (UUID document : documentIds) {
            PostingsEnum members = segment.postings(new Term(Fields.DOCUMENT, document.toString()), PostingsEnum.NONE);
            if (members == null) {
                continue;
            }
            while (members.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                if (!live.get(members.docID())) {
                    return true;
                }
            }
        }
        return false;
    }
}
