package dev.tributary.bench.chaos;

import dev.tributary.bench.chaos.Installation.IndexKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** All changes and kills, round by round, made of the seed alone. */
final class KillPlan {

    private static final int PUSHES = 10;
    private static final int FILES = 6;
    private static final int ROUNDS_TO_A_BROKER_KILL = 4;
    private static final int LONGEST_DELAY_MILLIS = 1_500;

    private final IndexKind index;
    private final Random random;
    private final Generator pushes;
    private final Generator files;
    private final Generator triggers;
    private final Map<Member, Deque<KillPoint>> decks = new EnumMap<>(Member.class);
    private int rounds;

    /**
     * What happens between two states of rest.
     *
     * @param faults one after the other, while pushes and files go on
     */
    record Round(List<Change> pushes, List<Change> files, List<Fault> faults) {}

    KillPlan(long seed, IndexKind index) {
        this.index = index;
        this.random = new Random(seed);
        this.pushes = new Generator("p", true, random.nextLong());
        this.files = new Generator("f", false, random.nextLong());
        this.triggers = new Generator("t", true, random.nextLong());
    }

    /** @param most how many kills at most */
    Round next(long most) {
        List<Fault> faults = new ArrayList<>();
        faults.add(fault(Member.EMBED));
        faults.add(fault(Member.INGEST));
        if (++rounds % ROUNDS_TO_A_BROKER_KILL == 0) {
            faults.add(fault(Member.BROKER));
        }
        return new Round(
                Stream.generate(pushes::next).limit(PUSHES).toList(),
                Stream.generate(files::next).limit(FILES).toList(),
                faults.stream().limit(most).toList());
    }

    /** Every point of a process comes up before any comes up again. */
    private Fault fault(Member victim) {
        Deque<KillPoint> deck = decks.computeIfAbsent(victim, unused -> new ArrayDeque<>());
        if (deck.isEmpty()) {
            List<KillPoint> points = new ArrayList<>(KillPoint.of(victim, index));
            Collections.shuffle(points, random);
            deck.addAll(points);
        }
        return new Fault(
                deck.pop(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(LONGEST_DELAY_MILLIS),
                triggers.fresh(),
                triggers.fresh());
    }
}
