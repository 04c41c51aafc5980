package dev.tributary.index;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.limited;
import static dev.tributary.index.Fixtures.reader;
import static dev.tributary.index.Fixtures.readers;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody finds what they may not read, in any mode. */
interface RightsContract extends IndexContract {

    @ParameterizedTest
    @EnumSource
    default void aReaderFindsWhatAnyOfTheReadersPrincipalsMayRead(SearchMode mode) {
        given(
                sample("everyone", "secret"),
                sample("ann", "secret").acl(readers("user:ann")),
                sample("staff", "secret").acl(readers("group:staff", "user:bob")),
                sample("nobody", "secret").acl(readers()),
                sample("unknown", "secret").acl(null));

        assertThat(found(ask(reader(), mode, "secret"))).containsExactly("everyone");
        assertThat(found(ask(reader("user:ann"), mode, "secret"))).containsExactly("ann", "everyone");
        assertThat(found(ask(reader("user:bob", "group:staff"), mode, "secret")))
                .containsExactly("everyone", "staff");
        assertThat(found(ask(reader("user:an", "user:anna", "ann", "*"), mode, "secret")))
                .containsExactly("everyone");
    }

    @ParameterizedTest
    @EnumSource
    default void anAdminFindsAllOfTheTenantAndNothingOfAnother(SearchMode mode) {
        given(
                sample("nobody", "secret").acl(readers()),
                sample("unknown", "secret").acl(null),
                sample("foreign", "secret").tenant("globex"));

        assertThat(found(ask(Access.admin("acme"), mode, "secret"))).containsExactly("nobody", "unknown");
        assertThat(found(ask(Access.admin("globex"), mode, "secret"))).containsExactly("foreign");
        assertThat(found(ask(Access.admin("acm"), mode, "secret"))).isEmpty();
        assertThat(found(ask(new Access("initech", Set.of("user:ann"), false), mode, "secret")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void rightsHoldWhereAllDocumentsAreOpenAndOnceOneIsNot(SearchMode mode) {
        given(sample("a", "secret"), sample("b", "secret"));

        assertThat(found(ask(reader(), mode, "secret"))).containsExactly("a", "b");
        assertThat(found(ask(Access.admin("globex"), mode, "secret"))).isEmpty();
        assertThat(found(ask(new Access("globex", Set.of("user:ann"), false), mode, "secret")))
                .isEmpty();

        given(sample("hidden", "secret").acl(readers("user:ann")));
        assertThat(found(ask(reader(), mode, "secret"))).containsExactly("a", "b");

        given(sample("foreign", "secret").tenant("globex"));
        assertThat(found(ask(Access.admin("acme"), mode, "secret"))).containsExactly("a", "b", "hidden");
        assertThat(found(ask(Access.admin("globex"), mode, "secret"))).containsExactly("foreign");

        write(
                sample("hidden").version(2).remove(),
                sample("foreign").tenant("globex").version(2).remove());
        eventually(() ->
                assertThat(found(ask(Access.admin("globex"), mode, "secret"))).isEmpty());
        assertThat(found(ask(Access.admin("acme"), mode, "secret"))).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    default void aChangedRightHoldsWithoutTheText(SearchMode mode) {
        Sample sample = sample("a", "secret", "more").acl(readers("user:ann"));
        given(sample);

        write(sample.version(2).acl(readers("user:bob")).updateFacts());

        eventually(
                () -> assertThat(found(ask(reader("user:bob"), mode, "secret"))).containsExactly("a"));
        assertThat(found(ask(reader("user:ann"), mode, "secret"))).isEmpty();

        write(sample.version(3).acl(null).updateFacts());

        eventually(
                () -> assertThat(found(ask(reader("user:bob"), mode, "secret"))).isEmpty());
        assertThat(found(ask(Access.admin("acme"), mode, "secret"))).containsExactly("a");

        write(sample.version(4).acl(Acl.everyone()).updateFacts());

        eventually(() -> assertThat(found(ask(reader(), mode, "secret"))).containsExactly("a"));
    }

    /** A right that was applied to the best hits only would find nothing here. */
    @ParameterizedTest
    @EnumSource
    default void aReadableDocumentIsFoundBehindManyUnreadableOnes(SearchMode mode) {
        Sample[] samples = new Sample[300];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample("hidden " + i, "secret").acl(readers("user:ann"));
        }
        samples[150] = sample("readable", "secret and a good deal of other words");
        given(samples);

        assertThat(found(limited(ask(reader(), mode, "secret"), 1))).containsExactly("readable");
    }
}
