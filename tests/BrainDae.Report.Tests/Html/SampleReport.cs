using BrainDae.Data.Cohorts;
using BrainDae.Report.Html;

namespace BrainDae.Report.Tests.Html;

/// <summary>A small report with awkward names.</summary>
internal static class SampleReport
{
    public const int Slices = 3;
    public const int Size = 16;
    public const string AwkwardName = "</script><img src=x onerror=alert(1)> & \"ö\" '日本'";

    public static LineChart Chart { get; } = new()
    {
        Title = "Dice",
        Description = "Dice over the threshold.",
        X = new("threshold", 0, 1),
        Y = new("Dice", 0, 1),
        Series = [new("published", [(0, 0), (0.5, 1), (0.75, double.NaN), (1, 0.5)])],
        Marks = [new("ideal", 0.5)],
    };

    public static ReportContent Content { get; } = new()
    {
        Title = "model <1> & co",
        Summary = ["2 patients", "<b>not bold</b>"],
        Headline = new(["published", "paper"], [new("Average precision", "detail", ["0.5", "0.8 ± 0.1"])], ["A note."]),
        Further = new([], [], []),
        Curves = [Chart],
        Training = [],
        Patients = new("Dice", [new("AP", 3)], [new(AwkwardName, 0.25, 12.5, [0.5], 0), new("healthy", null, 0, [null], null)]),
        Modalities = Modalities.Brats,
        Slices = [new("published", "error", 0.1, "val, stored with the model", 1.25, 0.2, new(20, 0)), new("other", "second", 0.3, "ideal", 1.25, 0.6, new(20, 0))],
        Provenance = [new("Model", [("SHA-256", "abc")])],
    };

    public static PatientSheets Sheets(int slices = Slices, int size = Size) => new()
    {
        Name = AwkwardName,
        Slices = slices,
        Size = size,
        FirstSlice = 7,
        Modalities = Modalities.Brats,
        Inputs = [.. Enumerable.Range(0, 4).Select(i => Values(i, slices, size))],
        Reconstructions = [.. Enumerable.Range(4, 4).Select(i => Values(i, slices, size))],
        Scores = [new("published", Values(8, slices, size), Mask(2, slices, size)), new("other", Values(9, slices, size), Mask(1, slices, size))],
        Truth = Mask(1, slices, size),
    };

    private static ReadOnlyMemory<byte> Values(int channel, int slices, int size) =>
        Enumerable.Range(0, slices * size * size).Select(i => (byte)(i * (channel + 1) % 251)).ToArray();

    private static ReadOnlyMemory<byte> Mask(int step, int slices, int size) =>
        Enumerable.Range(0, slices * size * size).Select(i => (byte)(i / (size * size) >= step && i % 7 == 0 ? 1 : 0)).ToArray();
}
