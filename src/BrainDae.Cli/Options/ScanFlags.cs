using System.Collections.Immutable;
using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Files;
using BrainDae.Prediction;

namespace BrainDae.Cli.Options;

/// <summary>The flags that name scans: a folder, or one file for each modality that the model sees.</summary>
internal sealed class ScanFlags
{
    private readonly Flag<string?> input;
    private readonly Flag<string[]> scan;
    private readonly (Modality Modality, Flag<string?> Flag)[] files;
    private readonly Flag<string?> name;
    private readonly LayoutFlags layout;

    public ScanFlags(Command command)
    {
        input = SharedOptions.Path("--input", "Folder of scans in a known layout, or one patient's folder; no labels are needed.", "FOLDER", "-i").AddTo(command);
        scan = SharedOptions.Several("--scan", "A scan as MODALITY=FILE, in place of --input; one for each modality that the model sees.", "NAME=FILE").AddTo(command);
        files = [OfFile(Modality.Flair, "FLAIR scan"), OfFile(Modality.T1, "T1 scan"), OfFile(Modality.T1ce, "T1 scan with contrast agent"), OfFile(Modality.T2, "T2 scan")];
        name = new Flag<string?>("--name", "Name of the patient whose scans are given one by one; by default what the names of the files have in common.") { HelpName = "NAME" }.AddTo(command);
        layout = new(command);

        (Modality Modality, Flag<string?> Flag) OfFile(Modality modality, string words) =>
            (modality, SharedOptions.Path($"--{modality}", $"{words}, as --scan {modality}=FILE.", "FILE").AddTo(command));
    }

    /// <summary>Whether a folder is given, whose layout is then shown.</summary>
    public bool AreInFolder(ParseResult line) => input.IsGiven(line);

    /// <summary>Refuses a line that works with no model, before any file is looked at.</summary>
    /// <exception cref="BrainDaeException">The flags name no scans, too many or one file twice, or a patient that cannot be a folder.</exception>
    public void Validate(ParseResult line)
    {
        var (folder, scans) = (input.Value(line), Scans(line));
        if (folder is not null && scans.Count > 0)
        {
            throw BrainDaeException.Option("--input and --scan, --flair, --t1, --t1ce, --t2: give the folder or the scans, not both.");
        }

        if (folder is not null && name.Value(line) is not null)
        {
            throw BrainDaeException.Option("--name: names the patient of single scans; with --input, patients have the names of their files or folders.");
        }

        if (folder is null && scans.Count == 0)
        {
            throw BrainDaeException.Option("--input: give a folder of scans, or a scan for each modality of the model with --scan NAME=FILE (or --flair, --t1, --t1ce, --t2).");
        }

        if (layout.Read(line) != new LayoutChoice() && folder is null)
        {
            throw BrainDaeException.Option("--layout, --pattern and --words: say how scans lie in a folder; give them with --input.");
        }

        if (folder is null)
        {
            var patient = Patient(line, scans);
            PredictionFolder.RequireName(patient.Name);
            ScanChecks.RequireDistinctFiles(patient);
        }
    }

    /// <summary>The scans.</summary>
    /// <param name="line">The command line, validated.</param>
    /// <param name="modalities">What the model sees.</param>
    /// <param name="single">Whether one patient was asked for, so that its failure is the command's.</param>
    /// <exception cref="BrainDaeException">A folder cannot be used, or the scans are not those that the model sees.</exception>
    public Cohort Read(ParseResult line, Modalities modalities, out bool single)
    {
        if (input.Value(line) is { } folder)
        {
            var cohort = CohortFinder.FindScans(folder, modalities, layout.Read(line));
            single = cohort is { Patients: [var only], Incomplete: [] } && IsIn(folder, only[modalities[0]].Path);
            return cohort;
        }

        var scans = Scans(line);
        ImmutableArray<Modality> missing = [.. modalities.Where(modality => !scans.ContainsKey(modality))];
        if (!missing.IsEmpty)
        {
            throw BrainDaeException.Option($"{string.Join(", ", missing.Select(FlagOf))}: missing; the model sees {modalities}, and all of them are needed.");
        }

        if (scans.Keys.FirstOrDefault(modality => !modalities.Contains(modality)) is { } unknown)
        {
            throw BrainDaeException.Option($"{FlagOf(unknown)}: the model does not see {unknown}, only {modalities}. Leave it out.");
        }

        single = true;
        return new(scans[modalities[0]], "single files", [Patient(line, scans)], []);
    }

    private PatientFiles Patient(ParseResult line, Dictionary<Modality, string> scans) =>
        new(
            name.Value(line) ?? CommonName.Of(scans.Values) ?? throw BrainDaeException.Option("--name: give the patient a name, since the names of the scans and of their folders have nothing in common."),
            scans.ToDictionary(scan => scan.Key, scan => new ScanFile(scan.Value)));

    private Dictionary<Modality, string> Scans(ParseResult line)
    {
        var scans = new Dictionary<Modality, string>();
        foreach (var (modality, flag) in files)
        {
            if (flag.Value(line) is { } file)
            {
                scans.Add(modality, file);
            }
        }

        foreach (var given in scan.Value(line) ?? [])
        {
            if (given.Split('=', 2) is not [var modality, { Length: > 0 } file])
            {
                throw BrainDaeException.Option($"--scan '{given}': must be a modality and its file, as in flair=p1_flair.nii.gz.");
            }

            if (!scans.TryAdd(Modality.Of(modality), file))
            {
                throw BrainDaeException.Option($"--scan '{given}': {modality} is given twice; give each modality one file.");
            }
        }

        return scans;
    }

    private string FlagOf(Modality modality) =>
        files.FirstOrDefault(file => file.Modality == modality).Flag?.Name ?? $"--scan {modality}=FILE";

    private static bool IsIn(string folder, string file) =>
        Path.GetDirectoryName(Path.GetFullPath(file)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
}
