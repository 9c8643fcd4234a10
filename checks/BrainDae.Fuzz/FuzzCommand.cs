using System.CommandLine;
using System.Globalization;
using BrainDae.Fuzz.Coverage;
using BrainDae.Fuzz.Differential;
using BrainDae.Fuzz.Running;
using BrainDae.Fuzz.Targets;

namespace BrainDae.Fuzz;

/// <summary>The tool's command line.</summary>
internal sealed class FuzzCommand : RootCommand
{
    private readonly Option<long> seed = new("--seed") { Description = "Seed of every draw.", DefaultValueFactory = _ => new FuzzOptions().Seed };
    private readonly Option<long> inputs = new("--inputs") { Description = "Inputs a target, those of earlier sessions with the seed included.", DefaultValueFactory = _ => new FuzzOptions().Inputs };
    private readonly Option<string?> target = new("--target") { Description = $"One of {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}; all by default." };
    private readonly Option<double> seconds = new("--seconds") { Description = "At most so long a target in this session.", DefaultValueFactory = _ => new FuzzOptions().Seconds };
    private readonly Option<string?> output = new("--out") { Description = "Gets a line of JSON a target." };
    private readonly Option<string> folder = new("--folder") { Description = "Where corpora and failures are kept; a run with the same seed goes on from there.", DefaultValueFactory = _ => new FuzzOptions().Folder };
    private readonly Option<bool> blind = new("--blind") { Description = "Do not instrument the libraries: faster, but the corpus stays as it is." };
    private readonly Option<bool> truncate = new("--truncate") { Description = "Cut valid inputs at every length instead." };
    private readonly Option<string?> differential = new("--differential") { Description = "Compare changed NIfTI files with nibabel (/usr/bin/python3) or nifti_tool (Debian's nifti-bin) instead." };
    private readonly Option<string?> replay = new("--replay") { Description = "Read one kept input and say what happens instead." };

    public FuzzCommand()
        : base("Feeds changed and broken files to every reader of files that may come from strangers.")
    {
        target.AcceptOnlyFromAmong([.. FuzzTargets.All.Select(t => t.Name)]);
        differential.AcceptOnlyFromAmong([.. NiftiDifferential.Readers]);
        foreach (var option in (Option[])[seed, inputs, target, seconds, output, folder, blind, truncate, differential, replay])
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var options = new FuzzOptions
        {
            Seed = parsed.GetValue(seed),
            Inputs = parsed.GetValue(inputs),
            Target = parsed.GetValue(target),
            Seconds = parsed.GetValue(seconds),
            Out = parsed.GetValue(output),
            Folder = parsed.GetValue(folder)!,
        };
        if (parsed.GetValue(replay) is { } file)
        {
            return Replay(file);
        }

        if (parsed.GetValue(truncate))
        {
            return Truncate(options);
        }

        if (parsed.GetValue(differential) is { } other)
        {
            return NiftiDifferential.Run(options, other, Console.Out);
        }

        return InstrumentedCopy.IsThis || parsed.GetValue(blind) ? Fuzz(options) : InstrumentedCopy.Run(parsed.Tokens.Select(token => token.Value));
    }

    private static IFuzzTarget[] Chosen(FuzzOptions options) => [.. FuzzTargets.All.Where(t => options.Target is null || t.Name == options.Target)];

    private static int Fuzz(FuzzOptions options)
    {
        var failures = new FailureFolder(Path.Combine(options.Folder, "failures"), options.Seed);
        using var watchdog = new Watchdog(failures);
        var failed = 0L;
        foreach (var reader in Chosen(options))
        {
            using var scratch = new ScratchFolder();
            var corpus = new Corpus(reader, options.Seed, Path.Combine(options.Folder, "corpus"));
            var time = options.Seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(options.Seconds) : TimeSpan.MaxValue;
            var report = new Fuzzer(reader, corpus, new Judge(reader, scratch, watchdog), failures).Run(options.Inputs, time);
            failed += report.Failures;
            var line = report.ToJson();
            Console.WriteLine(line);
            if (options.Out is not null)
            {
                File.AppendAllText(options.Out, line + "\n");
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static int Truncate(FuzzOptions options)
    {
        var failed = 0;
        foreach (var reader in Chosen(options))
        {
            using var scratch = new ScratchFolder();
            string[] faults = [.. Truncation.Faults(reader, scratch)];
            failed += faults.Length;
            Console.WriteLine(faults.Length == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{reader.Name}: all {reader.Seeds().Sum(seed => seed.Length)} prefixes end as they should")
                : string.Join('\n', faults));
        }

        return failed == 0 ? 0 : 1;
    }

    private static int Replay(string file)
    {
        var reader = FailureFolder.TargetOf(file);
        using var scratch = new ScratchFolder();
        var verdict = new Judge(reader, scratch).Of(File.ReadAllBytes(file));
        Console.WriteLine($"{reader.Name}: {verdict.Outcome} {verdict.Signature}\n{verdict.Detail}");
        return verdict.Failed ? 1 : 0;
    }
}
