using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Prediction;

namespace BrainDae.Cli.Options;

/// <summary>The flags that name scans: a folder, or one file for each modality.</summary>
internal sealed class ScanFlags
{
    public Option<string> Input { get; } = Path("--input", "Folder of patients' folders, or one patient's folder; no labels are needed.", "FOLDER", "-i");

    public Option<string> Flair { get; } = Path("--flair", "FLAIR scan, in place of --input; then all four scans are needed.", "FILE");

    public Option<string> T1 { get; } = Path("--t1", "T1 scan.", "FILE");

    public Option<string> T1ce { get; } = Path("--t1ce", "T1 scan with contrast agent.", "FILE");

    public Option<string> T2 { get; } = Path("--t2", "T2 scan.", "FILE");

    public Option<string> Name { get; } = new("--name")
    {
        Description = "Name of the patient whose four scans are given; by default that of the folder of the FLAIR scan.",
        HelpName = "NAME",
    };

    private Option<string>[] Files => [Flair, T1, T1ce, T2];

    public void AddTo(Command command)
    {
        foreach (var option in new[] { Input, Flair, T1, T1ce, T2, Name })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The scans.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="single">Whether one patient was asked for, so that its failure is the command's.</param>
    /// <exception cref="BrainDaeException">The flags name no scans, too many or one file twice; a folder cannot be used.</exception>
    public Cohort Read(ParseResult parsed, out bool single)
    {
        var folder = parsed.GetValue(Input);
        string?[] files = [.. Files.Select(parsed.GetValue)];
        if (folder is not null && files.Any(file => file is not null))
        {
            throw BrainDaeException.Option("--input and --flair, --t1, --t1ce, --t2: give the folder or the four scans, not both.");
        }

        if (folder is not null)
        {
            if (parsed.GetValue(Name) is not null)
            {
                throw BrainDaeException.Option("--name: names the patient of four scans; with --input, patients have the names of their folders.");
            }

            var cohort = BratsCohort.FindScans(folder);
            single = cohort is { Patients: [var only], Incomplete: [] } && IsIn(folder, only[Modality.Flair]);
            return cohort;
        }

        var missing = Files.Where((_, i) => files[i] is null).Select(option => option.Name).ToArray();
        if (missing.Length > 0)
        {
            throw BrainDaeException.Option(missing.Length == files.Length
                ? "--input: give a folder of scans, or the four scans with --flair, --t1, --t1ce and --t2."
                : $"{string.Join(", ", missing)}: missing; all four scans are needed.");
        }

        var patient = new PatientFiles(parsed.GetValue(Name) ?? FolderName(files[0]!), [.. files.Select(file => file!)], null);
        PredictionFolder.RequireName(patient.Name);
        ScanChecks.RequireDistinctFiles(patient);
        single = true;
        return new(patient[Modality.Flair], "four files", [patient], []);
    }

    private static Option<string> Path(string name, string description, string placeholder, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = placeholder,
        CustomParser = OptionValue.Path,
    };

    private static string FolderName(string file) =>
        new FileInfo(file).Directory is { Name: var name } directory && directory.Parent is not null ? name : "scan";

    private static bool IsIn(string folder, string file) =>
        System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file)) == System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
}
