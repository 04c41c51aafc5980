package dev.tributary.local.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules hold for all modules, and each of them fails on a fixture that breaks it. */
class ArchitectureTest {

    private static final String FIXTURES = "dev.tributary.local.architecture.fixture";

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.tributary");
    private final JavaClasses fixtures = new ClassFileImporter().importPackages(FIXTURES);

    @TestFactory
    Stream<DynamicTest> theRuleHolds() {
        return new ArchitectureRules("dev.tributary")
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(ours)));
    }

    @TestFactory
    Stream<DynamicTest> theRuleCanFail() {
        return new ArchitectureRules(FIXTURES)
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> assertThat(broken(rule)).isTrue()));
    }

    @Test
    void allModulesAreLookedAt() {
        Set<String> packages = ours.stream()
                .map(each -> each.getPackageName().split("\\."))
                .filter(names -> names.length > 2)
                .map(names -> names[2])
                .collect(Collectors.toSet());
        assertThat(packages)
                .contains(
                        "events",
                        "content",
                        "parser",
                        "index",
                        "broker",
                        "platform",
                        "ingest",
                        "embed",
                        "query",
                        "local");
    }

    private boolean broken(Map.Entry<String, ArchRule> rule) {
        return rule.getValue().evaluate(fixtures).hasViolation();
    }
}
