using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Pictures;

namespace BrainDae.Report.Html;

/// <summary>
/// Patients' slices as they will stand in the page, on the disk until all are there: the figures that stand above them
/// need every patient, and all patients together do not fit into memory. Removed on disposal.
/// </summary>
internal sealed class SheetFile : IDisposable
{
    /// <summary>
    /// Greys of an image. Noise takes most of the space of a scan: with a hundred greys nobody sees a step, and a page of
    /// 16 patients is a fifth smaller than with 256.
    /// </summary>
    internal const int Greys = 101;

    private readonly string folder;
    private readonly FileStream file;
    private readonly List<PatientSheetIndex> index = [];
    private long endOfFirst;

    /// <summary>An empty file beside the page to be.</summary>
    /// <param name="folder">A folder that can be written.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public SheetFile(string folder)
    {
        this.folder = folder;
        file = ScratchStream.Open(folder);
    }

    /// <summary>The patients added so far.</summary>
    internal IReadOnlyList<PatientSheetIndex> Index => index;

    /// <summary>Adds a patient.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: the disk is full.</exception>
    public void Add(PatientSheets patient)
    {
        Func<GreyPicture, byte[]> image = sheet => PngEncoder.Encode(sheet, Greys);
        (string Name, ReadOnlyMemory<byte> Values, Func<GreyPicture, byte[]> Encode)[] channels =
        [
            .. patient.Modalities.Zip(patient.Inputs, (m, sheet) => (m.Name, sheet, image)),
            .. patient.Modalities.Zip(patient.Reconstructions, (m, sheet) => ($"{m.Name}-reconstruction", sheet, image)),
            .. patient.Scores.Select(s => ($"score-{s.Name}", s.Score, (Func<GreyPicture, byte[]>)PngEncoder.Encode)),
            ("truth", patient.Truth, PngEncoder.EncodeMask),
            .. patient.Scores.Select(s => ($"prediction-{s.Name}", s.Prediction, (Func<GreyPicture, byte[]>)PngEncoder.EncodeMask)),
        ];
        var encoded = channels.AsParallel().AsOrdered().Select(channel => Encoded(channel.Encode(SliceSheet.Of(channel.Values.Span, patient.Slices, patient.Size)))).ToArray();
        try
        {
            foreach (var (channel, base64) in channels.Zip(encoded))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes($"<script type=\"text/plain\" id=\"sheet-{index.Count}-{channel.Name}\">"));
                file.Write(base64);
                file.Write("</script>\n"u8);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{folder}: slices cannot be written there ({e.Message.TrimEnd('.')}). Free disk space, show fewer patients or choose another file.", e);
        }

        endOfFirst = index.Count == 0 ? file.Position : endOfFirst;
        index.Add(new(patient.Name, patient.Slices, patient.Size, SliceSheet.ColumnsOf(patient.Slices), patient.FirstSlice, patient.PixelsOf(patient.Truth), [.. patient.Scores.Select(s => (s.Name, patient.PixelsOf(s.Prediction)))]));
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>Copies the markup of the patient added first.</summary>
    internal void CopyFirstTo(Stream page)
    {
        var markup = new byte[endOfFirst];
        file.Position = 0;
        file.ReadExactly(markup);
        page.Write(markup);
    }

    /// <summary>Copies the markup of all other patients.</summary>
    internal void CopyOthersTo(Stream page)
    {
        file.Position = endOfFirst;
        file.CopyTo(page);
    }

    private static byte[] Encoded(byte[] png) => System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(png));
}

/// <summary>What the page's program needs to know of a patient's sheets.</summary>
/// <param name="Name">Name of the patient.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="Size">Edge of a slice in pixels.</param>
/// <param name="Columns">Slices in a row of a sheet.</param>
/// <param name="FirstSlice">Index of the first slice in the scan.</param>
/// <param name="Truth">Labelled pixels of each slice.</param>
/// <param name="Predictions">For each score its name and the predicted pixels of each slice.</param>
internal sealed record PatientSheetIndex(
    string Name, int Slices, int Size, int Columns, int FirstSlice, ImmutableArray<int> Truth, ImmutableArray<(string Score, ImmutableArray<int> Pixels)> Predictions);
