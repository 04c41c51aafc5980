package dev.tributary.query.answer;

/**
 * How near a sentence comes to a question, from 0 to about 1, and how near is near enough.
 *
 * @param similarity weight of the nearness of their vectors
 * @param words weight of the question's words that the sentence has, rare ones counting more
 * @param rank weight of the passage's place among those found
 * @param threshold the score of the best sentence below which there is no answer
 * @param margin share of the best score that further sentences need
 */
record Relevance(double similarity, double words, double rank, double threshold, double margin) {

    static final Relevance MEASURED = new Relevance(0.5, 0.4, 0.1, 0.49, 0.85);

    /**
     * @param cosine of question and sentence
     * @param coverage share of the question's words, 0 to 1
     * @param place of the passage, from 1
     */
    double score(double cosine, double coverage, int place) {
        return similarity * Math.max(cosine, 0) + words * coverage + rank / place;
    }
}
