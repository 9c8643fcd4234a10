using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Fuzz.Targets;
using BrainDae.Imaging.Randomness;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Fuzz.Differential;

/// <summary>Reads changed NIfTI files with this software and with another, and counts where they part.</summary>
public static class NiftiDifferential
{
    /// <summary>Names of the programs to compare with.</summary>
    public static ImmutableArray<string> Readers { get; } = ["nibabel", "nifti_tool"];

    private const int Batch = 256;
    private const int Examples = 3;
    private const double AffineTolerance = 1e-4;
    private const double ValueTolerance = 1e-6;

    /// <summary>Compares files and writes counts of each kind of outcome; files of disagreements are kept.</summary>
    /// <param name="options">Seed, number of files and where to keep them.</param>
    /// <param name="reader">One of <see cref="Readers"/>.</param>
    /// <param name="output">Gets the counts.</param>
    /// <returns>1 where both read a file and found different things in it, else 0.</returns>
    public static int Run(FuzzOptions options, string reader, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var scratch = new ScratchFolder();
        using IForeignReader other = reader == "nibabel" ? new NibabelReader() : new NiftiToolReader();
        var seeds = new NiftiTarget().Seeds();
        for (var done = 0L; done < options.Inputs; done += Batch)
        {
            byte[][] files = [.. Enumerable.Range(0, (int)Math.Min(Batch, options.Inputs - done)).Select(i => Changed(seeds, new(options.Seed, 1, done + i)))];
            var theirs = other.Read(files);
            for (var i = 0; i < files.Length; i++)
            {
                var kind = Compare(files[i], other, theirs[i], scratch);
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
                Keep(options, files[i], kind, counts[kind]);
            }
        }

        foreach (var (kind, count) in counts.OrderByDescending(entry => entry.Value))
        {
            output.WriteLine($"{count,10} {kind}");
        }

        return counts.Keys.Any(kind => kind.StartsWith("both, but", StringComparison.Ordinal)) ? 1 : 0;
    }

    private static byte[] Changed(IReadOnlyList<byte[]> seeds, RandomStream random) =>
        NiftiMutator.Mutate(seeds[random.NextInt(seeds.Count)], seeds[random.NextInt(seeds.Count)], random);

    private static string Compare(byte[] file, IForeignReader other, ForeignImage theirs, ScratchFolder scratch)
    {
        ForeignImage ours;
        try
        {
            var volume = NiftiReader.Read(scratch.Write("image.nii", file));
            ours = new(null, [.. volume.Shape], InFileUnit(volume.Geometry), volume.ToArray());
        }
        catch (BrainDaeException e)
        {
            return theirs.Refusal is not null ? "neither" : $"only {other.Name}: {Reason(e.Message)}";
        }

        return theirs.Refusal is not null ? $"only ours: {WithoutNumbers(theirs.Refusal)}"
            : Difference(ours, theirs) is not { } difference ? "both"
            : other.KnownDifference(file, ours, theirs) is { } known ? $"known: both, but {known}"
            : $"both, but different {difference}";
    }

    private static string? Difference(ForeignImage ours, ForeignImage theirs) =>
        !ours.Shape.SequenceEqual(theirs.Shape) ? "shapes"
        : theirs.Affine.Length > 0 && !AffinesAgree(ours.Affine, theirs.Affine, theirs.Resolution) ? "affines"
        : Agree(ours.Values, theirs.Values, ValueTolerance) ? null
        : "values";

    // Other programs leave metres and micrometres as they are.
    private static double[] InFileUnit(VolumeGeometry geometry)
    {
        var millimetres = (geometry.XyztUnits & 7) switch { 1 => 1000, 3 => 0.001, _ => 1.0 };
        return [.. geometry.Affine.Select((value, i) => i < 12 ? value / millimetres : value)];
    }

    // Of each row by its largest number: what products of a quaternion leave near 0 is rounding.
    private static bool AffinesAgree(double[] ours, double[] theirs, double resolution)
    {
        if (!ours.All(double.IsFinite) && !theirs.All(double.IsFinite))
        {
            // No place in the world, whichever numbers show it.
            return true;
        }

        for (var row = 0; row < ours.Length; row += 4)
        {
            var largest = theirs[row..(row + 4)].Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (var i = row; i < row + 4; i++)
            {
                if (!ours[i].Equals(theirs[i]) && !(Math.Abs(ours[i] - theirs[i]) <= Math.Max(resolution, AffineTolerance * largest)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Agree(double[] ours, double[] theirs, double tolerance)
    {
        for (var i = 0; i < ours.Length; i++)
        {
            var (a, b) = (ours[i], theirs[i]);
            if (!a.Equals(b) && a != b && !(Math.Abs(a - b) <= tolerance * Math.Max(Math.Abs(a), Math.Abs(b))))
            {
                return false;
            }
        }

        return ours.Length == theirs.Length;
    }

    /// <summary>A message without file name and numbers, and without its remedy.</summary>
    private static string Reason(string message)
    {
        var fault = message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(". ")[0];
        return WithoutNumbers(fault);
    }

    private static string WithoutNumbers(string text) => new([.. text.Select(c => char.IsAsciiDigit(c) ? '#' : c)]);

    private static void Keep(FuzzOptions options, byte[] file, string kind, long count)
    {
        if (count <= Examples && kind is not ("both" or "neither") && !kind.StartsWith("known", StringComparison.Ordinal))
        {
            var folder = Directory.CreateDirectory(Path.Combine(options.Folder, "differential")).FullName;
            var name = new string([.. kind.Take(60).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
            File.WriteAllBytes(Path.Combine(folder, $"nifti-{options.Seed}-{name}-{count}.nii"), file);
        }
    }
}
