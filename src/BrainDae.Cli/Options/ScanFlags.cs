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
    public Option<string> Input { get; } = Path("--input", "Folder of scans in a known layout, or one patient's folder; no labels are needed.", "FOLDER", "-i");

    public Option<string[]> Scan { get; } = new("--scan")
    {
        Description = "A scan as MODALITY=FILE, in place of --input; one for each modality that the model sees.",
        HelpName = "NAME=FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string> Flair { get; } = Path("--flair", "FLAIR scan, as --scan flair=FILE.", "FILE");

    public Option<string> T1 { get; } = Path("--t1", "T1 scan, as --scan t1=FILE.", "FILE");

    public Option<string> T1ce { get; } = Path("--t1ce", "T1 scan with contrast agent, as --scan t1ce=FILE.", "FILE");

    public Option<string> T2 { get; } = Path("--t2", "T2 scan, as --scan t2=FILE.", "FILE");

    public Option<string> Name { get; } = new("--name")
    {
        Description = "Name of the patient whose scans are given one by one; by default what the names of the files have in common.",
        HelpName = "NAME",
    };

    public LayoutFlags Layout { get; } = new();

    private ImmutableArray<(Modality Modality, Option<string> Option)> Files =>
        [(Modality.Flair, Flair), (Modality.T1, T1), (Modality.T1ce, T1ce), (Modality.T2, T2)];

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Input, Scan, Flair, T1, T1ce, T2, Name })
        {
            command.Options.Add(option);
        }

        Layout.AddTo(command);
    }

    /// <summary>Refuses a line that works with no model, before any file is looked at.</summary>
    /// <exception cref="BrainDaeException">The flags name no scans, too many or one file twice, or a patient that cannot be a folder.</exception>
    public void Validate(ParseResult parsed)
    {
        var (folder, scans) = (parsed.GetValue(Input), Scans(parsed));
        if (folder is not null && scans.Count > 0)
        {
            throw BrainDaeException.Option("--input and --scan, --flair, --t1, --t1ce, --t2: give the folder or the scans, not both.");
        }

        if (folder is not null && parsed.GetValue(Name) is not null)
        {
            throw BrainDaeException.Option("--name: names the patient of single scans; with --input, patients have the names of their files or folders.");
        }

        if (folder is null && scans.Count == 0)
        {
            throw BrainDaeException.Option("--input: give a folder of scans, or a scan for each modality of the model with --scan NAME=FILE (or --flair, --t1, --t1ce, --t2).");
        }

        if (Layout.Read(parsed) != new LayoutChoice() && folder is null)
        {
            throw BrainDaeException.Option("--layout, --pattern and --words: say how scans lie in a folder; give them with --input.");
        }

        if (folder is null)
        {
            var patient = Patient(parsed, scans);
            PredictionFolder.RequireName(patient.Name);
            ScanChecks.RequireDistinctFiles(patient);
        }
    }

    /// <summary>The scans.</summary>
    /// <param name="parsed">The command line, validated.</param>
    /// <param name="modalities">What the model sees.</param>
    /// <param name="single">Whether one patient was asked for, so that its failure is the command's.</param>
    /// <exception cref="BrainDaeException">A folder cannot be used, or the scans are not those that the model sees.</exception>
    public Cohort Read(ParseResult parsed, Modalities modalities, out bool single)
    {
        if (parsed.GetValue(Input) is { } folder)
        {
            var cohort = CohortFinder.FindScans(folder, modalities, Layout.Read(parsed));
            single = cohort is { Patients: [var only], Incomplete: [] } && IsIn(folder, only[modalities[0]].Path);
            return cohort;
        }

        var scans = Scans(parsed);
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
        return new(scans[modalities[0]], "single files", [Patient(parsed, scans)], []);
    }

    private PatientFiles Patient(ParseResult parsed, Dictionary<Modality, string> scans) =>
        new(
            parsed.GetValue(Name) ?? CommonName.Of(scans.Values) ?? throw BrainDaeException.Option("--name: give the patient a name, since the names of the scans and of their folders have nothing in common."),
            scans.ToDictionary(scan => scan.Key, scan => new ScanFile(scan.Value)));

    private Dictionary<Modality, string> Scans(ParseResult parsed)
    {
        var scans = new Dictionary<Modality, string>();
        foreach (var (modality, option) in Files)
        {
            if (parsed.GetValue(option) is { } file)
            {
                scans.Add(modality, file);
            }
        }

        foreach (var scan in parsed.GetValue(Scan) ?? [])
        {
            if (scan.Split('=', 2) is not [var name, { Length: > 0 } file])
            {
                throw BrainDaeException.Option($"--scan '{scan}': must be a modality and its file, as in flair=p1_flair.nii.gz.");
            }

            if (!scans.TryAdd(Modality.Of(name), file))
            {
                throw BrainDaeException.Option($"--scan '{scan}': {name} is given twice; give each modality one file.");
            }
        }

        return scans;
    }

    private string FlagOf(Modality modality) =>
        Files.FirstOrDefault(file => file.Modality == modality).Option?.Name ?? $"--scan {modality}=FILE";

    private static Option<string> Path(string name, string description, string placeholder, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = placeholder,
        CustomParser = OptionValue.Path,
    };

    private static bool IsIn(string folder, string file) =>
        System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file)) == System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
}
