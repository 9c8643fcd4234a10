using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Splits;

/// <summary>
/// A split on disk: train.txt, val.txt and test.txt in one folder, UTF-8, one patient name a line. Blank lines, either
/// kind of line end and white space around a name are accepted. The three are replaced as one: what an interrupted run
/// left half written is finished by whoever reads the split next. People may edit them; SHA256SUMS beside them (as
/// sha256sum writes it) tells whether anybody has.
/// </summary>
public static class SplitFiles
{
    private static readonly ImmutableArray<string> FileNames = ["train.txt", "val.txt", "test.txt"];

    private const string Sums = "SHA256SUMS";

    /// <summary>Whether the folder holds at least one of the three files, or a split that was being written.</summary>
    public static bool Exist(string folder) => PendingSplit.Exists(folder) || FileNames.Any(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>The split in <paramref name="folder"/> as it is; if there is none, draws one of the names and writes it.</summary>
    /// <param name="folder">Where the three files are or shall be.</param>
    /// <param name="names">The cohort, for a new split; see <see cref="CohortSplit.Draw"/> for this and the fractions.</param>
    /// <param name="trainFraction">Share of patients to train on, in a new split.</param>
    /// <param name="valFraction">Share of patients to validate on, in a new split.</param>
    /// <exception cref="BrainDaeException">As <see cref="Read"/>, <see cref="Write"/> and <see cref="CohortSplit.Draw"/>.</exception>
    public static CohortSplit ReadOrDraw(
        string folder,
        IEnumerable<string> names,
        double trainFraction = CohortSplit.DefaultTrainFraction,
        double valFraction = CohortSplit.DefaultValFraction) =>
        Exist(folder) ? Read(folder) : Draw(folder, names, trainFraction, valFraction);

    /// <summary>Draws a split and writes it, in place of one that is there.</summary>
    /// <param name="folder">Where the three files are or shall be.</param>
    /// <param name="names">The cohort; see <see cref="CohortSplit.Draw"/> for this and the rest.</param>
    /// <param name="trainFraction">Share of patients to train on.</param>
    /// <param name="valFraction">Share of patients to validate on.</param>
    /// <param name="subjectOf">Who was scanned under a name; null where each name is a subject of its own.</param>
    /// <exception cref="BrainDaeException">As <see cref="Write"/> and <see cref="CohortSplit.Draw"/>.</exception>
    public static CohortSplit Draw(string folder, IEnumerable<string> names, double trainFraction, double valFraction, Func<string, string>? subjectOf = null)
    {
        var split = CohortSplit.Draw(names, trainFraction, valFraction, subjectOf);
        Write(folder, split);
        return split;
    }

    /// <summary>Reads the three files, after finishing what an interrupted run left half written.</summary>
    /// <exception cref="BrainDaeException">A file is missing or unreadable, or a name occurs twice in them.</exception>
    public static CohortSplit Read(string folder)
    {
        if (PendingSplit.Exists(folder))
        {
            Write(folder, PendingSplit.Read(folder));
        }

        var files = FileNames.Select(name => Path.Combine(folder, name)).ToArray();
        var lists = files.Select(ReadNames).ToArray();
        RefuseDuplicates(files, lists);
        return new(lists[0], lists[1], lists[2]);
    }

    /// <summary>
    /// Writes the three files, in place of older ones. Interrupted at any moment, the folder still holds the older split
    /// or already the new one, which the next <see cref="Read"/> finishes.
    /// </summary>
    /// <exception cref="BrainDaeException">The folder cannot be written, or a name does not fit one line or occurs twice.</exception>
    public static void Write(string folder, CohortSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        var files = FileNames.Select(name => Path.Combine(folder, name)).ToArray();
        ImmutableArray<string>[] lists = [split.Train, split.Val, split.Test];
        RefuseDuplicates(files, lists);
        foreach (var name in lists.SelectMany(list => list))
        {
            if (name.Length == 0 || name.Trim() != name || name.AsSpan().ContainsAny('\n', '\r'))
            {
                throw BrainDaeException.Invalid(
                    $"{folder}: the patient name '{name.ReplaceLineEndings(" ")}' is empty, begins or ends with white space or has a line break. Rename its folder.");
            }
        }

        PendingSplit.Write(folder, split);
        for (var i = 0; i < files.Length; i++)
        {
            AtomicFile.WriteText(files[i], string.Concat(lists[i].Select(name => name + "\n")));
        }

        Record(folder);
        PendingSplit.Remove(folder);
    }

    /// <summary>Records the three files as they are, so that <see cref="Changed"/> tells later changes of them.</summary>
    /// <exception cref="BrainDaeException">A file is missing or unreadable, or the folder cannot be written.</exception>
    public static void Record(string folder)
    {
        var sums = SumsOf(folder);
        if (!File.Exists(Path.Combine(folder, Sums)) || RecordedSums(folder) != sums)
        {
            AtomicFile.WriteText(Path.Combine(folder, Sums), sums);
        }
    }

    /// <summary>Files that are not as they were recorded, edited or damaged: names, not paths. None where nothing was recorded.</summary>
    /// <exception cref="BrainDaeException">A file is missing or unreadable.</exception>
    public static ImmutableArray<string> Changed(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Sums)))
        {
            return [];
        }

        var recorded = RecordedSums(folder).Split('\n');
        return [.. SumsOf(folder).Split('\n').Zip(FileNames).Where(sum => !recorded.Contains(sum.First)).Select(sum => sum.Second)];
    }

    private static string SumsOf(string folder) => string.Concat(FileNames.Select(name => $"{FileHash.Of(Path.Combine(folder, name))}  {name}\n"));

    private static string RecordedSums(string folder)
    {
        var path = Path.Combine(folder, Sums);
        return RegularFile.Reading(path, () => System.Text.Encoding.UTF8.GetString(RegularFile.ReadAllBytes(path)), remedy: "Check its permissions, or remove it to use the split as it is.");
    }

    private static ImmutableArray<string> ReadNames(string file) => RegularFile.Reading<ImmutableArray<string>>(
        file,
        () => [.. RegularFile.ReadAllLines(file).Select(line => line.Trim()).Where(name => name.Length > 0)],
        $"does not exist. A split needs all of {string.Join(", ", FileNames)}: restore it, or remove the others to draw a new split.");

    private static void RefuseDuplicates(string[] files, ImmutableArray<string>[] lists)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < files.Length; i++)
        {
            foreach (var name in lists[i])
            {
                if (!seen.TryAdd(name, files[i]))
                {
                    var where = seen[name] == files[i] ? $"{files[i]}: lists '{name}' twice" : $"{seen[name]} and {files[i]}: both list '{name}'";
                    throw BrainDaeException.Invalid($"{where}. Name each patient once, in one split.");
                }
            }
        }
    }
}
