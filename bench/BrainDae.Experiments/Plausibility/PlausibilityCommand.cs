using System.CommandLine;
using System.Globalization;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Plausibility;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Experiments.Plausibility;

/// <summary>
/// `plausibility`: spoils real scans in every way and counts how often it is noticed, and how often a scan as it is, each
/// judged by what a model knows that was trained on the other patients of a fold. Finished cases are found again.
/// </summary>
internal sealed class PlausibilityCommand : Command
{
    private const int Folds = 4;

    private readonly Option<DirectoryInfo> source = new("--source") { Description = "Folder of scans in a layout of BraTS.", Required = true };
    private readonly Option<FileInfo> output = new("--out") { Description = "A line a case.", Required = true };
    private readonly Option<int> repeats = new("--repeats") { Description = "Scans of each kind a patient.", DefaultValueFactory = _ => 2 };

    public PlausibilityCommand()
        : base("plausibility", "Count how many spoiled scans are noticed.")
    {
        Options.Add(source);
        Options.Add(output);
        Options.Add(repeats);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var cohort = BratsCohort.Find(parsed.GetRequiredValue(source).FullName);
        var path = parsed.GetRequiredValue(output).FullName;
        var done = File.Exists(path) ? File.ReadAllLines(path).Select(line => line.Split('\t')).ToList() : [];
        var known = Known(cohort);
        foreach (var files in cohort.Patients)
        {
            foreach (var (kind, number, spoiled) in Cases(files, parsed.GetValue(repeats)).Where(one => !done.Any(line => line[0] == one.Kind && line[1] == $"{files.Name} {one.Number}")))
            {
                done.Add([kind, $"{files.Name} {number}", .. Judge(spoiled, known[files.Name])]);
                File.AppendAllText(path, string.Join('\t', done[^1]) + "\n");
            }
        }

        foreach (var group in done.GroupBy(line => line[0]))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count(line => line[^1].Length > 0)} of {group.Count()} marked"));
        }

        return 0;
    }

    /// <summary>What a model knows that was not trained on the patient.</summary>
    private static Dictionary<string, KnownScans> Known(Cohort cohort)
    {
        var traits = cohort.Patients.ToDictionary(files => files.Name, files => TraitMeasurement.Of(PatientPreprocessor.Run(files with { Segmentation = null }, new()))!);
        return Fold.Of(traits.Keys, Folds)
            .SelectMany(fold => fold.Split.Test.Select(name => (name, Known: KnownScans.Of([.. fold.Split.Train.Concat(fold.Split.Val).Select(other => traits[other])]))))
            .ToDictionary(pair => pair.name, pair => pair.Known);
    }

    /// <summary>Nats that another reading gains, distance of the farthest trait, and the first doubt, or nothing.</summary>
    private static string[] Judge(Func<string, PatientFiles> spoiled, KnownScans known)
    {
        var folder = Directory.CreateTempSubdirectory("braindae-plausibility-").FullName;
        try
        {
            var traits = TraitMeasurement.Of(PatientPreprocessor.Run(spoiled(folder), new()))!;
            return
            [
                ScanPlausibility.BestReading(traits, known).Gain.ToString("0.0", CultureInfo.InvariantCulture),
                ScanPlausibility.Judged(traits, known).Select(found => found.Distance).DefaultIfEmpty().Max().ToString("0.0", CultureInfo.InvariantCulture),
                ScanPlausibility.Doubts(traits, known).FirstOrDefault() ?? "",
            ];
        }
        catch (BrainDaeException e)
        {
            return ["", "", $"refused: {e.Message.Replace(folder, "", StringComparison.Ordinal)}"];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Kind, int Number, Func<string, PatientFiles> Spoiled)> Cases(PatientFiles files, int repeats)
    {
        var scans = files with { Segmentation = null };
        yield return ("as it is", 0, _ => scans);
        var number = 0;
        foreach (var (one, other) in Modalities.Brats.SelectMany((one, i) => Modalities.Brats.Skip(i + 1).Select(other => (one, other))))
        {
            yield return ("exchanged", number++, _ => PatientFiles.Of(files.Name, Modalities.Brats, Modalities.Brats.Select(modality => files[modality == one ? other : modality == other ? one : modality].Path)));
        }

        foreach (var (kind, spoil) in Spoiling.All)
        {
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                var random = new RandomStream(repeat, [.. kind.Concat(files.Name).Select(letter => (long)letter)]);
                yield return (kind, repeat, folder => Write(spoil(Read(scans), random), files.Name, folder));
            }
        }
    }

    private static Scan Read(PatientFiles files)
    {
        var volumes = Modalities.Brats.Select(modality => NiftiReader.Read(files[modality].Path)).ToArray();
        return new(volumes[0].Geometry, [.. volumes.Select(volume =>
        {
            var values = new double[volume.Geometry.VoxelCount];
            volume.CopyValues(0, values);
            return Array.ConvertAll(values, value => (float)value);
        })]);
    }

    private static PatientFiles Write(Scan scan, string name, string folder) => PatientFiles.Of(name, Modalities.Brats, Modalities.Brats.Index().Select(modality =>
    {
        var path = Path.Combine(folder, $"{modality.Item}.nii");
        NiftiWriter.Write(path, Volume.Create<float>(scan.Geometry, scan.Values[modality.Index]));
        return path;
    }));
}
