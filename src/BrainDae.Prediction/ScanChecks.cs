using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Scores;

namespace BrainDae.Prediction;

/// <summary>What can be wrong with scans that nobody has prepared for this software.</summary>
public static class ScanChecks
{
    /// <summary>Above this share of the field of view, what is not background is no brain alone.</summary>
    private const double LargestBrain = 0.5;

    /// <summary>Refuses a file that stands for two modalities; reads nothing.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public static void RequireDistinctFiles(PatientFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (one, other) in Pairs([.. files.Scans.Keys]))
        {
            if (Path.GetFullPath(files[one].Path) == Path.GetFullPath(files[other].Path) && files[one].Image == files[other].Image)
            {
                throw BrainDaeException.Option($"{files[other]}: is given as {one} and as {other}. Give each modality its own file.");
            }
        }
    }

    /// <summary>Refuses two modalities that show the same image under two names.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static void RequireDistinctScans(PatientFiles files, PatientSlices slices)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(slices);
        foreach (var (one, other) in Pairs([.. slices.Modalities]))
        {
            if (Enumerable.Range(0, slices.Count).All(slice => Channel(slices, slice, one).SequenceEqual(Channel(slices, slice, other))))
            {
                throw BrainDaeException.Invalid($"{files[other]}: shows the same image as {files[one]}, so one of them is not the {other} or {one} scan that it is given as. Give each modality its own scan.");
            }
        }
    }

    /// <summary>Names what the model was not trained for, but can be computed all the same.</summary>
    /// <param name="files">The scans.</param>
    /// <param name="slices">What became of them.</param>
    /// <param name="foreground">Of the slices.</param>
    internal static ImmutableArray<string> Warnings(PatientFiles files, PatientSlices slices, ForegroundStatistics foreground)
    {
        var warnings = slices.Warnings.ToBuilder();

        // Of all voxels of the scan, skipped slices included.
        var share = (double)foreground.Mask.Count((byte)1) / (slices.Size * slices.Size) / slices.Geometry.Shape[2];
        if (share > LargestBrain)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{slices.Name}: {share:P0} of the field of view is not background, more than a brain fills; the model knows skull-stripped scans with 0 outside of the brain only."));
        }

        foreach (var modality in slices.Modalities)
        {
            var negative = Enumerable.Range(0, slices.Count).Sum(slice => (long)Negative(Channel(slices, slice, modality)));
            if (negative > 0)
            {
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{files[modality]}: {(double)negative / slices.Count / slices.Size / slices.Size:P2} of its pixels are below 0; "
                    + $"they are used as they are, as in preprocessing."));
            }
        }

        return warnings.ToImmutable();
    }

    private static IEnumerable<(Modality One, Modality Other)> Pairs(ImmutableArray<Modality> modalities) =>
        modalities.SelectMany((one, i) => modalities.Skip(i + 1).Select(other => (one, other)));

    private static ReadOnlySpan<float> Channel(PatientSlices slices, int slice, Modality modality)
    {
        var pixels = slices.Size * slices.Size;
        return slices.Images.Span.Slice((slice * slices.Modalities.Count + slices.Modalities.ChannelOf(modality)) * pixels, pixels);
    }

    private static int Negative(ReadOnlySpan<float> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += value < 0 ? 1 : 0;
        }

        return count;
    }
}
