// The verdicts of networknt's json-schema-validator on a corpus: a character for each line, `1` or `0`.
// Usage: networknt.java SCHEMA CORPUS. The library is the copy inside WireMock, which calls its packages `wiremock.…`.

import java.nio.file.Files;
import java.nio.file.Path;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;
import wiremock.com.networknt.schema.InputFormat;
import wiremock.com.networknt.schema.JsonSchema;
import wiremock.com.networknt.schema.JsonSchemaFactory;
import wiremock.com.networknt.schema.SpecVersionDetector;

public class networknt {
    public static void main(String[] args) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        String text = Files.readString(Path.of(args[0]));
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersionDetector.detect(mapper.readTree(text))).getSchema(text);
        StringBuilder verdicts = new StringBuilder();
        for (String line : (Iterable<String>) Files.lines(Path.of(args[1]))::iterator) {
            String document = mapper.readTree(line).get("text").asText();
            verdicts.append(schema.validate(document, InputFormat.JSON).isEmpty() ? '1' : '0');
        }
        System.out.print(verdicts);
    }
}
