using System.Diagnostics;
using BrainDae.Data.Cohorts;
using BrainDae.Faults;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults.Found;

/// <summary>Rows 5, 8 and 11: inputs, disks and limits that were taken for bugs, hung, or went on into a spreadsheet.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class UnexpectedInputTests
{
    [Theory]
    [InlineData("import")]
    [InlineData("predict")]
    public void Row_5_a_pipe_in_place_of_a_file_is_refused(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "a pipe is made with mkfifo");
        using var site = FoundSite.With("scans", "models");
        using (var made = Process.Start("mkfifo", [site["pipe"]]))
        {
            made.WaitForExit();
        }

        string[] scans = [.. Modalities.Brats.SelectMany(modality => new[] { "--" + modality.Name, SyntheticCohort.Scan("scans", SyntheticCohort.Name(0), modality) })];
        scans[^1] = "pipe";
        string[] arguments = command == "import" ? ["import", "-c", "pipe", "-id", "published"] : FoundSite.Predict("0.1", [.. scans, "--name", "p"]);
        Refused(Braindae.Run(site.Root, arguments, signal: ("-KILL", 20_000)), 4, "pipe");
    }

    [Fact]
    public void Row_8_a_threshold_below_all_scores_is_refused_by_its_flag()
    {
        using var site = FoundSite.With("scans", "models");
        Refused(site.Run(FoundSite.Predict("-1", "-i", "scans")), 2, "--threshold -1");
    }

    [Fact]
    public void Row_8_a_full_disk_under_the_report_is_said_in_one_line()
    {
        Assert.SkipWhen(Shim.Library is null, "faults are made by a C library that needs Linux and a C compiler (cc)");
        using var site = FoundSite.With("data", "models", "results");
        var steps = Braindae.Run(site.Root, FoundSite.Report, new("count", 0) { Below = "out" }).Steps;
        for (var part = 0; part < 4; part++)
        {
            Refused(Braindae.Run(site.Root, FoundSite.Report, new("full", 1 + (steps * part / 4)) { Below = "out" }), 5, "out");
        }
    }

    [Fact]
    public void Row_8_standard_output_that_takes_nothing_is_said_and_the_results_are_complete()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        using var site = FoundSite.With("scans");
        Refused(Shell(site, "", [.. FoundSite.Preprocess, "> /dev/full"]), 5, "standard output");
        Assert.Equal(FoundSite.Undisturbed("data"), site.Entries("data"));
        var closed = Shell(site, "", [.. FoundSite.Preprocess, ">&-"]);
        Assert.True(closed.Code is 0 or 5 && !closed.Crashed, $"{closed.Code} {closed.Said}");
        var unread = Shell(site, "set -o pipefail; ", [.. FoundSite.Preprocess, "| head -c 0"]);
        Assert.True(unread is { Code: 0, Errors: "" }, $"{unread.Code} {unread.Said}");
    }

    [Fact]
    public void Row_8_an_identifier_too_long_for_a_file_is_refused_before_the_work()
    {
        using var site = FoundSite.With("data");
        var run = site.Run(FoundSite.Train(new('n', 300)));
        Refused(run, 2, "--identifier");
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Row_8_a_folder_name_with_a_line_break_stops_nobody_else()
    {
        using var site = FoundSite.With("scans");
        Directory.Move(site["scans", SyntheticCohort.Name(0)], site["scans", "line\nbreak"]);
        var run = site.Run(FoundSite.Preprocess);
        Assert.True(run.Code == 8, $"{run.Code} {run.Said}");
        Assert.Equal(SyntheticCohort.Count - 1, Directory.GetFiles(site["data", "slices"]).Length);
    }

    [Fact]
    public void Row_8_bytes_after_the_end_of_a_scan_are_called_so()
    {
        using var site = FoundSite.With("scans");
        File.AppendAllText(SyntheticCohort.Scan(site["scans"], SyntheticCohort.Name(0), Modality.T1), "more");
        var run = site.Run(FoundSite.Preprocess);
        Assert.Equal(8, run.Code);
        Assert.Contains("4 bytes follow the end", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("truncated", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_8_too_little_memory_is_said_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit -v limits memory on Linux alone");
        using var site = FoundSite.With("data");
        Refused(Shell(site, "ulimit -v 9000000; ", FoundSite.Train("new", "--base-channels", "512", "--depth", "4")), 9, "There is not enough memory.");
    }

    [Fact]
    public void Row_11_a_name_that_a_spreadsheet_would_compute_is_written_as_text()
    {
        const string Name = "=1+1";
        using var site = FoundSite.With("scans", "models");
        Directory.Delete(site["scans"], recursive: true);
        SyntheticCohort.WritePatient(site["scans"], 0, Name);
        site.Succeed(FoundSite.Predict("0.1", "-i", "scans"));
        var row = File.ReadAllLines(site["predictions", "predictions.csv"])[1];
        Assert.StartsWith("\"'" + Name, row, StringComparison.Ordinal);
    }

    private static void Refused(BrainDae.Faults.Outcome run, int code, string part)
    {
        Assert.True(run.Code == code, $"{run.Code} {run.Said}");
        var line = Assert.Single(run.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(part, line, StringComparison.Ordinal);
    }

    /// <summary>Runs it in a shell, which can limit it and redirect what it says.</summary>
    private static BrainDae.Faults.Outcome Shell(FoundSite site, string before, string[] line)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"{before}dotnet '{Braindae.Assembly}' {string.Join(' ', line)}"])
        {
            WorkingDirectory = site.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return new(shell.ExitCode, output.GetAwaiter().GetResult(), errors, 0);
    }
}
