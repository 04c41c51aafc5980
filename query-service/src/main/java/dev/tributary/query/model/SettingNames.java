package dev.tributary.query.model;

/**
 * What an operator changes when a model fails, in the words of where it was configured.
 *
 * @param server what should be at the address
 */
record SettingNames(String key, String model, String address, String timeout, String server) {

    private static final String OPENAI =
            "an OpenAI-compatible server, up to its version (for instance http://localhost:11434/v1)";

    /** Of the model that a process is started with. */
    static SettingNames ofProperties() {
        return new SettingNames(
                "tributary.chat.api-key",
                "tributary.chat.model",
                "tributary.chat.base-url",
                "tributary.chat.timeout",
                OPENAI);
    }

    /** Of a model that was configured at run time. */
    static SettingNames ofApi(String name, Provider provider) {
        String place = " of PUT /v1/models/" + name;
        return new SettingNames(
                "secret" + place,
                "model" + place,
                "baseUrl" + place,
                "timeoutSeconds" + place,
                provider.speaksOpenAi() ? OPENAI : "a server of the provider " + provider.wireName());
    }
}
