package dev.tributary.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/** Lucene's own codec and file format, without its limit of 1,024 dimensions, which embedding models exceed. */
final class VectorCodec extends Lucene104Codec {

    /**
     * A segment gets a graph once a search for this many neighbours visits fewer than all of its vectors (some 4,000); smaller
     * ones are searched exactly, in about a millisecond, and cost nothing when they are merged.
     */
    private static final int EXACT_NEIGHBOURS = 500;

    private final KnnVectorsFormat format;

    VectorCodec(int dimensions) {
        KnnVectorsFormat graphs = new Lucene99HnswVectorsFormat(
                Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
                Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER,
                null,
                EXACT_NEIGHBOURS);
        format = new LongVectors(graphs, dimensions);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
    }

    /** Has the name of what it wraps, so that readers find Lucene's format behind it. */
    private static final class LongVectors extends KnnVectorsFormat {

        private final KnnVectorsFormat format;
        private final int dimensions;

        LongVectors(KnnVectorsFormat format, int dimensions) {
            super(format.getName());
            this.format = format;
            this.dimensions = dimensions;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return dimensions;
        }
    }
}
