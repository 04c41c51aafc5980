package dev.tributary.local.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may know what, as rules over all packages below a root, so that the rules themselves can be tested. */
final class ArchitectureRules {

    /** Packages of other people's libraries, and the only packages of ours that may see them. */
    private static final Map<String, List<String>> VENDORS = Map.of(
            "org.apache.lucene..", List.of("index.lucene", "index.qdrant"),
            "io.qdrant..", List.of("index.qdrant"),
            "ai.onnxruntime..", List.of("index.onnx"),
            "org.apache.tika..", List.of("parser"),
            "dev.langchain4j..", List.of("index.onnx", "index.starter", "query.model"),
            "io.modelcontextprotocol..", List.of("query.mcp"),
            "org.sqlite..", List.of("ingest.catalog"),
            "java.sql..", List.of("ingest"),
            "kafka.server..", List.of("broker"),
            "org.springframework.cloud.stream..", List.of("platform", "embed.pipeline", "ingest.parse"));

    private static final List<String> SERVICES = List.of("ingest", "embed", "query");

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** All rules by their names. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("events know nothing of ours", onlyDependsOnOurs("events", "events"));
        rules.put("content knows events alone", onlyDependsOnOurs("content", "content", "events"));
        rules.put("the parser knows content and events", onlyDependsOnOurs("parser", "parser", "content", "events"));
        rules.put("chunking is pure", onlyDependsOnOurs("embed.chunk", "embed.chunk", "content", "index"));
        rules.put(
                "platform knows no service and no index",
                onlyDependsOnOurs("platform", "platform", "content", "events"));
        for (String service : SERVICES) {
            rules.put(service + " knows no other service", knowsNoOtherService(service));
        }
        VENDORS.forEach((vendor, ours) -> rules.put(vendor + " only in " + ours, confined(vendor, ours)));
        rules.put("no field injection", noFieldInjection());
        rules.put("no static state", noStaticState());
        rules.put("only command lines print", onlyCommandLinesPrint());
        rules.put("no package of utilities", noPackagesByLayer());
        rules.put("no cycles between stages", noCycles());
        return rules;
    }

    private ArchRule onlyDependsOnOurs(String from, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(below(from))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours, but not of " + List.of(allowed),
                        target -> isOurs(target.getPackageName())
                                && List.of(allowed).stream().noneMatch(each -> isIn(target.getPackageName(), each))))
                .allowEmptyShould(true);
    }

    private ArchRule knowsNoOtherService(String service) {
        String[] others = SERVICES.stream()
                .filter(each -> !each.equals(service))
                .map(this::below)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(below(service))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    private ArchRule confined(String vendor, List<String> ours) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(ours.stream().map(this::below).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vendor)
                .allowEmptyShould(true);
    }

    private static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .allowEmptyShould(true);
    }

    private static ArchRule noStaticState() {
        return fields().that().areStatic().should().beFinal().allowEmptyShould(true);
    }

    private ArchRule onlyCommandLinesPrint() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(below("local"), below("bench"), below("parser.worker"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .allowEmptyShould(true);
    }

    private static ArchRule noPackagesByLayer() {
        return classes()
                .should()
                .resideOutsideOfPackages(
                        "..util..", "..utils..", "..helper..", "..common..", "..controller..", "..service..", "..dto..")
                .allowEmptyShould(true);
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*).(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    private String below(String name) {
        return root + "." + name + "..";
    }

    private boolean isOurs(String packageName) {
        return packageName.startsWith(root + ".");
    }

    private boolean isIn(String packageName, String ours) {
        return (packageName + ".").startsWith(root + "." + ours + ".");
    }
}
