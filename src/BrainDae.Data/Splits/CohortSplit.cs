using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BrainDae.Files;

namespace BrainDae.Data.Splits;

/// <summary>Which patients are trained on, which choose the checkpoint, and which are only ever tested on.</summary>
/// <param name="Train">Names of the training patients.</param>
/// <param name="Val">Names of the validation patients.</param>
/// <param name="Test">Names of the test patients.</param>
public sealed record CohortSplit(ImmutableArray<string> Train, ImmutableArray<string> Val, ImmutableArray<string> Test)
{
    /// <summary>Share of patients to train on, in the published split.</summary>
    public const double DefaultTrainFraction = 0.75;

    /// <summary>Share of patients to validate on, in the published split.</summary>
    public const double DefaultValFraction = 0.05;

    private const int OneFrom = 4;
    private const int TwoFrom = 10;

    /// <summary>
    /// Shuffles the sorted names as CPython's <c>random.Random(0)</c> would and cuts them: the first
    /// floor(n * <paramref name="trainFraction"/>) train, the next floor(n * <paramref name="valFraction"/>) validate,
    /// the rest test. On the 1,251 BraTS2021 training scans this is the published split, in the published order. Where
    /// that leaves nobody to validate although a share above 0 was asked for, <see cref="TakenFromTrain"/> patients at
    /// the end of train validate, because training needs them to choose its best checkpoint. Where a subject was scanned
    /// several times, subjects are drawn so, and all scans of one go where it goes, by name.
    /// </summary>
    /// <param name="names">Distinct names, in any order.</param>
    /// <param name="trainFraction">0 to 1.</param>
    /// <param name="valFraction">0 to 1; at most 1 together with <paramref name="trainFraction"/>.</param>
    /// <param name="subjectOf">Who was scanned under a name; null where each name is a subject of its own.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    /// <exception cref="BrainDaeException">A fraction is out of range.</exception>
    public static CohortSplit Draw(
        IEnumerable<string> names, double trainFraction = DefaultTrainFraction, double valFraction = DefaultValFraction, Func<string, string>? subjectOf = null)
    {
        Check(trainFraction, valFraction);
        var sorted = names.Order(StringComparer.Ordinal).ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                throw new ArgumentException($"'{sorted[i]}' occurs twice.", nameof(names));
            }
        }

        var scans = sorted.ToLookup(subjectOf ?? (name => name), StringComparer.Ordinal);
        var shuffled = scans.Select(subject => subject.Key).Order(StringComparer.Ordinal).ToArray();
        new CPythonRandom(0).Shuffle<string>(shuffled);
        var taken = TakenFromTrain(shuffled.Length, trainFraction, valFraction);
        var train = (int)(trainFraction * shuffled.Length) - taken;
        var val = (int)(valFraction * shuffled.Length) + taken;
        return new(Names(..train), Names(train..(train + val)), Names((train + val)..));

        ImmutableArray<string> Names(Range part) => [.. shuffled[part].SelectMany(subject => scans[subject])];
    }

    /// <summary>
    /// Patients that <see cref="Draw"/> lets validate instead of train, because the published rule leaves nobody to
    /// validate: 1 from 4 patients on, 2 from 10 on; 0 where the rule leaves somebody, where no validation is asked for
    /// and where nobody would be left to train.
    /// </summary>
    /// <param name="patients">Size of the cohort, in subjects.</param>
    /// <param name="trainFraction">0 to 1.</param>
    /// <param name="valFraction">0 to 1.</param>
    public static int TakenFromTrain(int patients, double trainFraction, double valFraction)
    {
        var taken = patients switch { >= TwoFrom => 2, >= OneFrom => 1, _ => 0 };
        var rule = valFraction > 0 && (int)(valFraction * patients) == 0 ? taken : 0;
        return rule < (int)(trainFraction * patients) ? rule : 0;
    }

    /// <summary>
    /// Identity of a list of patients whatever its order: SHA-256, in lower-case hexadecimal, of the UTF-8 names sorted
    /// by ordinal and joined by a line feed.
    /// </summary>
    public static string ContentHash(IEnumerable<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names.Order(StringComparer.Ordinal)))));

    private static void Check(double trainFraction, double valFraction)
    {
        if (trainFraction is not (>= 0 and <= 1) || valFraction is not (>= 0 and <= 1) || trainFraction + valFraction > 1)
        {
            throw BrainDaeException.Option($"{new OptionName("TrainFraction")} {trainFraction} and {new OptionName("ValFraction")} {valFraction}: each must be 0 to 1, and their sum at most 1.");
        }
    }
}
