using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrainDae.Mutation.Results;

/// <summary>The results as lines of JSON. Lines are only appended: of two about one mutant, the later holds.</summary>
internal sealed class ResultFile(string path)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyDictionary<string, MutantResult> Read()
    {
        var last = new Dictionary<string, MutantResult>();
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            var result = JsonSerializer.Deserialize<MutantResult>(line, Options)!;
            last[result.Id] = result;
        }

        return last;
    }

    public void Append(MutantResult result)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.AppendAllText(path, JsonSerializer.Serialize(result, Options) + "\n");
    }
}
