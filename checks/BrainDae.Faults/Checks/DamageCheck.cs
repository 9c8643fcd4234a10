namespace BrainDae.Faults.Checks;

/// <summary>
/// Damages one file, written by this program or given to it, and runs a command that reads it: it must refuse in one line,
/// name the file, or give what it gives from the whole file. Anything else is a silent change.
/// </summary>
internal static class DamageCheck
{
    private static readonly string[] Kinds = ["flip", "flip", "flip", "truncate", "zero", "append", "empty"];

    /// <summary>Draws cases over all commands, and over the files that are there when each begins.</summary>
    public static IEnumerable<Finding> Run(IReadOnlyList<Stage> stages, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var stage = stages[i % stages.Count];
            var files = Targets(stage);

            // By kind of file first, so that eight scans do not outweigh one manifest.
            var groups = files.GroupBy(KindOf).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
            var group = groups[random.Next(groups.Length)].Order(StringComparer.Ordinal).ToArray();
            yield return Case(stage, group[random.Next(group.Length)], Kinds[random.Next(Kinds.Length)], random.Next());
        }
    }

    /// <summary>Files of the site that a command reads.</summary>
    private static string[] Targets(Stage stage) =>
    [
        .. Directory.EnumerateFiles(stage.Before.Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(stage.Before.Root, path)).Where(path => stage.Scenario.Inputs.Any(input => path.StartsWith(input, StringComparison.Ordinal)) && !Path.GetFileName(path).StartsWith("events.out.", StringComparison.Ordinal)),
    ];

    private static string KindOf(string path)
    {
        var name = Path.GetFileName(path);
        return path.StartsWith("scans/", StringComparison.Ordinal) ? "scan" : path.StartsWith("data/slices/", StringComparison.Ordinal) ? "slices" : name.Contains("_PHANTOM", StringComparison.Ordinal) ? "prediction" : name;
    }

    private static Finding Case(Stage stage, string file, string kind, int seed)
    {
        using var site = stage.Before.Ready();
        var path = Path.Combine(site.Root, file);
        var what = Damage(path, kind, new(seed));
        var run = Braindae.Run(site.Root, stage.Scenario.Arguments);
        var after = site.Contents();

        // prediction.json holds the hash of each scan as a file, so it differs even where the same voxels come out of it.
        var same = Site.Differences(stage.After, after).All(name => name == file || Path.GetFileName(name) == "prediction.json");
        var named = run.Said.Contains(Path.GetFileName(file), StringComparison.Ordinal) || run.Said.Contains(Path.GetFileNameWithoutExtension(file).Split('.')[0], StringComparison.Ordinal);
        var silent = run.Code == 0 && !named && (!same || (stage.Scenario.Output.Length == 0 && !Harmless(file)));
        return new("damage", stage.Scenario.Command, $"{kind} {file} {what}", run.Code == 0 ? (same ? "same" : named ? "named" : "silent") : $"refused {run.Code}",
            run.Crashed ? $"crashed: {run.Said}"
            : silent ? $"silent: {string.Join(", ", Site.Differences(stage.After, after))}"
            : run.Code != 0 && !named ? $"refused without the file's name: {run.Said}"
            : null);
    }

    /// <summary>Whether damage may mean nothing: blanks fill up the header of such a file.</summary>
    private static bool Harmless(string file) => file.EndsWith(".safetensors", StringComparison.Ordinal);

    private static string Damage(string path, string kind, Random random)
    {
        var bytes = File.ReadAllBytes(path);
        switch (kind)
        {
            case "flip" when bytes.Length > 0:
                var (at, bit) = (random.Next(bytes.Length), random.Next(8));
                bytes[at] ^= (byte)(1 << bit);
                File.WriteAllBytes(path, bytes);
                return $"bit {bit} of byte {at} of {bytes.Length}";
            case "truncate" when bytes.Length > 0:
                var length = random.Next(bytes.Length);
                File.WriteAllBytes(path, bytes[..length]);
                return $"to {length} of {bytes.Length} bytes";
            case "zero" when bytes.Length > 0:
                var start = random.Next(bytes.Length);
                var zeros = Math.Min(bytes.Length - start, 1 + random.Next(512));
                bytes.AsSpan(start, zeros).Clear();
                File.WriteAllBytes(path, bytes);
                return $"{zeros} bytes from {start} of {bytes.Length}";
            case "append":
                var more = new byte[1 + random.Next(64)];
                random.NextBytes(more);
                File.WriteAllBytes(path, [.. bytes, .. more]);
                return $"{more.Length} bytes";
            default:
                File.WriteAllBytes(path, []);
                return "";
        }
    }
}
