using System.Globalization;
using System.Text.Json;
using BrainDae.Benchmarks.Table;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Scale;

/// <summary>
/// `scale DATA [--out FOLDER] [--work FOLDER] [--patients 10,40,160,640,1251]`: trains on, evaluates and reports cohorts of growing size, each made
/// of the patients of a data folder under new names, and draws memory and scratch over the number of patients. Goes on where
/// it stopped.
/// </summary>
internal static class ScaleCommand
{
    private const double Megabyte = 1 << 20;

    public static void Run(string[] args)
    {
        var source = args[0];
        string Option(string name, string usual) => Array.IndexOf(args, name) is var at and > 0 ? args[at + 1] : usual;
        var output = Option("--out", "bench/results/scale");
        var work = Option("--work", Path.Combine(Path.GetTempPath(), "braindae-scale"));
        int[] counts = [.. Option("--patients", "10,40,160,640,1251").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        Directory.CreateDirectory(output);
        var results = Path.Combine(output, "scale.jsonl");
        List<ScalePoint> points = File.Exists(results) ? [.. File.ReadLines(results).Select(line => JsonSerializer.Deserialize<ScalePoint>(line)!)] : [];
        foreach (var count in counts)
        {
            foreach (var command in (string[])["train", "evaluate", "report"])
            {
                if (!points.Any(point => point.Command == command && point.Patients == count))
                {
                    var data = Path.Combine(work, $"data-{count}");
                    Cohort(source, data, count);
                    var point = Measure(command, work, data, count);
                    points.Add(point);
                    File.AppendAllText(results, JsonSerializer.Serialize(point) + "\n");
                    Console.WriteLine(point);
                }
            }

            // Thousands of patients take gigabytes.
            if (Directory.Exists(Path.Combine(work, $"data-{count}")))
            {
                Directory.Delete(Path.Combine(work, $"data-{count}"), recursive: true);
            }
        }

        AtomicFile.WriteText(Path.Combine(output, "scale.svg"), ScalePlot.Draw(points));
        AtomicFile.WriteText(Path.Combine(output, "scale.md"), Table(points));
    }

    private static ScalePoint Measure(string command, string work, string data, int count)
    {
        string[] place = ["-id", $"m{count}", "--models", Path.Combine(work, "models"), "--data", data];
        string[] results = ["--results", Path.Combine(work, $"results-{count}")];
        var watched = WatchedProgram.Run(command switch
        {
            "train" => [command, .. place, "--overwrite", "--base-channels", "8", "--depth", "3", "--epochs", "1", "--iterations", "200", "--validation-batches", "8"],

            // The same slices under other names are known by their content.
            "evaluate" => [command, .. place, .. results, "--resamples", "200", "--allow-train-patients"],
            _ => [command, .. place, .. results, "-o", Path.Combine(work, "report.html")],
        });
        return new(command, count, watched.PeakBytes / Megabyte, watched.ScratchBytes / Megabyte, watched.Seconds);
    }

    private static void Cohort(string source, string target, int count)
    {
        if (File.Exists(Path.Combine(target, CohortManifest.FileName)))
        {
            return;
        }

        using var store = SliceStore.Open(source);
        var options = new SliceStoreOptions { ImageType = ElementType.F16, Modalities = store.Manifest.Modalities, PreprocessingJson = store.Manifest.Preprocessing.GetRawText() };
        for (var i = 0; i < count; i++)
        {
            var patient = store.Get(store.Patients[i % store.Patients.Length]).ToPatientSlices();
            SliceStoreWriter.Write(target, patient with { Name = $"P{i:0000}" }, options);
        }

        CohortManifest.Build(target, store.Manifest.SourceFolder, SoftwareVersion.Number).Write(target);

        // Everybody is evaluated on, but those without whom nothing could be trained.
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"P{i:0000}")];
        var (train, val) = (Math.Max(4, count / 5), 2);
        SplitFiles.Write(SliceStore.SplitFolderOf(target), new([.. names[..train]], [.. names[train..(train + val)]], [.. names[(train + val)..]]));
    }

    private static string Table(IEnumerable<ScalePoint> points)
    {
        var machine = Machine.Describe();
        var rows = points.OrderBy(p => p.Command, StringComparer.Ordinal).ThenBy(p => p.Patients).Select(p => string.Create(CultureInfo.InvariantCulture, $"| {p.Command} | {p.Patients} | {p.PeakMegabytes:0} | {p.ScratchMegabytes:0} | {p.Seconds:0} |\n"));
        return $"# Memory over the number of patients\n\n{machine.Processor}, {machine.Processors} processors.\n\nSlices of 64 x 64 in half precision; resident memory without mapped files, greatest of what was seen every 20 ms; scratch: the greatest size of files without a name.\n\n| command | patients | peak MB | scratch MB | seconds |\n|---|--:|--:|--:|--:|\n{string.Concat(rows)}";
    }
}
