// The verdicts of NJsonSchema on a corpus: a character for each line, `1` or `0`. Usage: verdicts.exe SCHEMA CORPUS
// It is given the schema as docs/partners/csharp.md does: it knows no `const` and no `propertyNames`, and a `$` is that of .NET.

using System;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;
using NJsonSchema;

static class Verdicts
{
    static string Exact(JToken pattern)
    {
        var text = (string)pattern;
        return text.EndsWith("$") ? text.Substring(0, text.Length - 1) + "\\z" : text;
    }

    static JToken Older(JObject schema)
    {
        foreach (var place in schema.DescendantsAndSelf().OfType<JObject>().ToList())
        {
            if (place["pattern"] is JValue) place["pattern"] = Exact(place["pattern"]);
            if (place["const"] is JValue)
            {
                // It takes the number 51 for the text "51" unless it is told the type.
                place["enum"] = new JArray(place["const"]);
                if (place["const"].Type == JTokenType.String) place["type"] = "string";
                place.Remove("const");
            }
            var names = place["propertyNames"] as JObject;
            if (names == null || !(names["pattern"] is JValue)) continue;
            var values = place["additionalProperties"] as JObject ?? new JObject();
            place["patternProperties"] = new JObject(new JProperty(Exact(names["pattern"]), values));
            place["additionalProperties"] = false;
            place.Remove("propertyNames");
        }
        return schema;
    }

    static bool Accepts(JsonSchema schema, string text)
    {
        try { return schema.Validate(text).Count == 0; }
        // A number that no type of .NET holds is thrown at the caller.
        catch (InvalidCastException) { return false; }
    }

    static void Main(string[] args)
    {
        var schema = JsonSchema.FromJsonAsync(Older(JObject.Parse(File.ReadAllText(args[0]))).ToString()).Result;
        var verdicts = new StringBuilder();
        foreach (var line in File.ReadLines(args[1]))
            verdicts.Append(Accepts(schema, (string)JObject.Parse(line)["text"]) ? '1' : '0');
        Console.Write(verdicts);
    }
}
