using System;
using System.IO;
using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

/// <summary>Reads lines {id, kind, title, document} and writes lines {id, document} or {id, refused}.</summary>
static class RoundTrip
{
    static JToken Read(string text)
    {
        using (var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None })
            return JToken.ReadFrom(reader);
    }

    static void Main()
    {
        var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        for (string line; (line = input.ReadLine()) != null;)
        {
            var entry = (JObject)Read(line);
            var space = "Generated." + ((string)entry["kind"]).Replace("-", "");
            var type = Type.GetType(space + "." + (string)entry["title"], true);
            var write = Type.GetType(space + ".Serialize", true).GetMethod("ToJson", new[] { type });
            var answer = new JObject(new JProperty("id", entry["id"]));
            try
            {
                var value = type.GetMethod("FromJson").Invoke(null, new object[] { entry["document"].ToString(Formatting.None) });
                answer["document"] = Read((string)write.Invoke(null, new[] { value }));
            }
            catch (TargetInvocationException)
            {
                answer["refused"] = true;
            }
            output.WriteLine(answer.ToString(Formatting.None));
        }
        output.Flush();
    }
}
