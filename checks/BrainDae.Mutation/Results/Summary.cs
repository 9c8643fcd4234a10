namespace BrainDae.Mutation.Results;

/// <summary>Counts by area, and the survivors with their lines of source.</summary>
internal static class Summary
{
    public static void Write(TextWriter output, IEnumerable<MutantResult> results, IReadOnlyDictionary<string, string> equivalents, string root)
    {
        var all = results.ToList();
        output.WriteLine("| area | mutants | killed | equivalent | survived | never executed | invalid | killed of the rest |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var area in all.GroupBy(result => result.Area).OrderBy(area => area.Key, StringComparer.Ordinal))
        {
            output.WriteLine(Row(area.Key, [.. area], equivalents));
        }

        output.WriteLine(Row("all", all, equivalents));
        foreach (var survivor in all.Where(result => result.IsSurvivor).OrderBy(result => result.Source, StringComparer.Ordinal))
        {
            var equivalent = equivalents.TryGetValue(survivor.Id, out var reason) ? $"equivalent: {reason}" : survivor.Outcome;
            output.WriteLine($"\n{survivor.Id}\n  {survivor.Source}  IL_{survivor.Offset:x4}\n  {Line(root, survivor.Source)}\n  {equivalent}");
        }

        foreach (var wrong in all.Where(result => result.Outcome == MutantResult.Killed && equivalents.ContainsKey(result.Id)))
        {
            output.WriteLine($"\n{wrong.Id}\n  is listed as equivalent, but {wrong.Test} noticed it");
        }
    }

    private static string Row(string area, List<MutantResult> results, IReadOnlyDictionary<string, string> equivalents)
    {
        var equivalent = results.Count(result => result.IsSurvivor && equivalents.ContainsKey(result.Id));
        int Count(string outcome) => results.Count(result => result.Outcome == outcome && !(result.IsSurvivor && equivalents.ContainsKey(result.Id)));
        var (killed, invalid) = (Count(MutantResult.Killed), Count(MutantResult.Invalid));
        var share = 100d * killed / Math.Max(1, results.Count - equivalent - invalid);
        return $"| {area} | {results.Count} | {killed} | {equivalent} | {Count(MutantResult.Survived)} | {Count(MutantResult.NeverExecuted)} | {invalid} | {share:F1} % |";
    }

    private static string Line(string root, string source)
    {
        var colon = source.LastIndexOf(':');
        var path = Path.Combine(root, source[..colon]);
        return File.Exists(path) ? File.ReadLines(path).Skip(int.Parse(source[(colon + 1)..]) - 1).FirstOrDefault("").Trim() : "";
    }
}
