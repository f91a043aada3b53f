import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.*;
import java.nio.charset.StandardCharsets;

/** Reads lines {id, kind, title, document} and writes lines {id, document} or {id, refused}: each document read into its class and written back. */
public class RoundTrip {
    public static void main(String[] args) throws Exception {
        // The generated Converter would write null for every member that is absent, and pass over members it does not know.
        ObjectMapper mapper = new ObjectMapper()
            .registerModule(new Dates())
            .setDefaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        for (String line; (line = in.readLine()) != null; ) {
            JsonNode entry = mapper.readTree(line);
            Class<?> type = Class.forName("generated." + entry.get("kind").asText().replace("-", "") + "." + entry.get("title").asText());
            ObjectNode answer = mapper.createObjectNode();
            answer.set("id", entry.get("id"));
            try {
                answer.set("document", mapper.valueToTree(mapper.readValue(entry.get("document").toString(), type)));
            } catch (JsonProcessingException refused) {
                answer.put("refused", true);
            }
            out.println(answer);
        }
        out.flush();
    }
}
