using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.TestData;

namespace BrainDae.Prediction.Tests;

/// <summary>predictions.csv keeps the lines of earlier patients, and still says what their results say.</summary>
public sealed class PredictionTableTests : IDisposable
{
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    private readonly TemporaryFolder output = new();
    private readonly PredictionFolder folder;

    public PredictionTableTests() => folder = new(output.Path);

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_run_over_one_patient_reads_none_of_ten_thousand_earlier_ones_and_writes_their_table_at_once()
    {
        const int Patients = 10_000;
        PredictionSummary[] earlier = [.. Enumerable.Range(0, Patients).Select(i => Summary($"p{i:00000}", lesions: i % 7))];
        foreach (var summary in earlier)
        {
            Directory.CreateDirectory(folder.Of(summary.Patient));

            // Whoever reads it gets no line out of it.
            File.WriteAllText(SummaryOf(summary.Patient), "not to be read");
        }

        Thread.Sleep(50);
        folder.WriteTable(earlier.ToDictionary(summary => summary.Patient, PredictionFolder.LineOf));
        Thread.Sleep(50);
        var changed = Summary("p00017", lesions: 99);
        File.WriteAllText(SummaryOf(changed.Patient), "not to be read");

        var clock = Stopwatch.StartNew();
        folder.WriteTable(None.Add(changed.Patient, PredictionFolder.LineOf(changed)));
        clock.Stop();

        earlier[17] = changed;
        Assert.Equal(earlier.Select(PredictionFolder.LineOf), File.ReadAllLines(folder.Table).Skip(1).Select(line => line + "\n"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{clock.ElapsedMilliseconds} ms");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Whatever_happens_between_two_runs_the_table_is_the_one_made_of_all_results()
    {
        string[] names = ["a", "b", "c,d", "=e", "f g", "-h"];
        var random = new RandomStream(5, 0, 0);
        Directory.CreateDirectory(folder.Root);
        for (var round = 0; round < 150; round++)
        {
            var ofThisRun = None;
            for (var change = random.NextInt(4); change >= 0; change--)
            {
                var name = names[random.NextInt(names.Length)];
                switch (random.NextInt(10))
                {
                    case 0:
                        folder.SetAside(name);
                        ofThisRun = ofThisRun.Remove(name);
                        break;
                    case 1 when Directory.Exists(folder.Of(name)):
                        Directory.Delete(folder.Of(name), recursive: true);
                        ofThisRun = ofThisRun.Remove(name);
                        break;
                    case 2:
                        File.Delete(folder.Table);
                        break;
                    case 3:
                        // A run that was killed before it wrote the table.
                        Finish(Summary(name, random.NextInt(1000)));
                        ofThisRun = ofThisRun.Remove(name);
                        break;
                    case 4:
                        // A run that was killed while it replaced a result.
                        AtomicFile.WriteText(folder.Score(name), "x");
                        ofThisRun = ofThisRun.Remove(name);
                        break;
                    case 5:
                        Directory.CreateDirectory(folder.Of("empty"));
                        break;
                    default:
                        var summary = Summary(name, random.NextInt(1000));
                        Finish(summary);
                        ofThisRun = ofThisRun.SetItem(name, PredictionFolder.LineOf(summary));
                        break;
                }
            }

            folder.WriteTable(ofThisRun);

            folder.VerifyTable();
        }

        Assert.True(File.ReadAllLines(folder.Table).Length > 3);
    }

    [Theory]
    [InlineData("patient,lesions\na,1\n")]
    [InlineData("")]
    [InlineData("a,\"1\n2\"\n")]
    public void A_table_that_cannot_be_used_is_made_anew(string text)
    {
        Finish(Summary("a", 3));
        Thread.Sleep(50);
        File.WriteAllText(folder.Table, text);

        folder.WriteTable(None);

        folder.VerifyTable();
        Assert.StartsWith("a,3,", File.ReadAllLines(folder.Table)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_somebody_changed_is_found_and_the_remedy_helps()
    {
        Finish(Summary("a", 3));
        Thread.Sleep(50);
        folder.WriteTable(None);
        File.WriteAllText(folder.Table, File.ReadAllText(folder.Table).Replace("a,3,", "a,4,", StringComparison.Ordinal));

        Assert.Contains("Remove it and run braindae predict again", Assert.Throws<BrainDaeException>(folder.VerifyTable).Message, StringComparison.Ordinal);

        File.Delete(folder.Table);
        folder.WriteTable(None);
        folder.VerifyTable();
    }

    private string SummaryOf(string patient) => Path.Combine(folder.Of(patient), PredictionFolder.SummaryName);

    /// <summary>Leaves what a finished patient has, without waiting for the disk.</summary>
    private void Finish(PredictionSummary summary)
    {
        Directory.CreateDirectory(folder.Of(summary.Patient));
        string[] files = [folder.Score(summary.Patient), folder.Mask(summary.Patient), folder.Montage(summary.Patient), "lesions.json", "lesions.csv"];
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(folder.Of(summary.Patient), file), "");
        }

        summary = summary with { Files = [.. files.Select(file => new PredictionOutput(Path.GetFileName(file), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))] };
        File.WriteAllText(SummaryOf(summary.Patient), SealedJson.Seal(JsonSerializer.Serialize(summary, PredictionJson.Default.PredictionSummary)));
    }

    private static PredictionSummary Summary(string patient, int lesions) => new()
    {
        Software = "BrainDae test",
        Patient = patient,
        Settings = new(new("m", "abc", 0, null), "published", 0.5, ThresholdKind.Given, null, 20, 0, NetworkPrecision.Float32, new()),
        Inputs = [],
        FirstSlice = 0,
        LastSlice = 1,
        Lesions = lesions,
        LesionVolumeMl = lesions / 7.0,
        PeakScore = 0.9,
        Implausible = [],
        Warnings = [],
    };
}
