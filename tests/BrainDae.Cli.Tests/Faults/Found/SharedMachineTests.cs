using System.Diagnostics;
using BrainDae.Faults;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults.Found;

/// <summary>Rows 3 and 12: two programs at once.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class SharedMachineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Row_3_the_second_training_of_an_identifier_is_refused_and_told_who_holds_it()
    {
        using var site = FoundSite.With("data");
        using var first = new Endless(site, "new");
        Assert.True(first.Reaches(1), "the first training did not begin");
        var second = site.Run(FoundSite.Train("new", "--overwrite"));
        Assert.True(second.Code == 5, $"{second.Code} {second.Said}");
        Assert.Contains($"process {first.Id} ", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_12_two_trainings_at_once_share_the_processors()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "turns are taken on Linux; one processor has one thread, which waits for nobody");

        // Other work can only make it slower, so that the best of some rounds tells. Threads that spin make it eight times as slow.
        const double AtMost = 4;
        var slower = double.PositiveInfinity;
        for (var round = 0; round < 3 && slower > AtMost; round++)
        {
            slower = Math.Min(slower, TimesAsSlow());
        }

        Assert.InRange(slower, 0, AtMost);
    }

    /// <summary>How many times as slow the slower of two trainings is beside the other as the first one was alone.</summary>
    private static double TimesAsSlow()
    {
        using var site = FoundSite.With("data");
        using var first = new Endless(site, "first", Work);
        Assert.True(first.Reaches(3), "the first training did not begin");
        var alone = Speeds(first).Single();
        using var second = new Endless(site, "second", Work);
        Assert.True(second.Reaches(1), "the second training did not begin");
        return alone / Speeds(first, second).Min();
    }

    /// <summary>As many threads as there are processors, and operations that are long enough to be shared among them.</summary>
    private static string[] Work => ["--threads", $"{Environment.ProcessorCount}", "--base-channels", "16", "--depth", "3", "-bs", "16"];

    /// <summary>Epochs a second of each, in four seconds.</summary>
    private static double[] Speeds(params Endless[] trainings)
    {
        var before = trainings.Select(training => training.Epochs).ToArray();
        var time = Stopwatch.StartNew();
        Thread.Sleep(4000);
        return [.. trainings.Select((training, i) => (training.Epochs - before[i]) / time.Elapsed.TotalSeconds)];
    }

    /// <summary>A training that goes on until it is disposed.</summary>
    private sealed class Endless : IDisposable
    {
        private readonly string log;
        private readonly Process program;

        public Endless(FoundSite site, string identifier, params string[] more)
        {
            log = site["models", identifier, "log.jsonl"];
            program = Braindae.Begin(site.Root, FoundSite.Train(identifier, [.. more, "--epochs", "100000"]), null, out _);
            _ = program.StandardOutput.ReadToEndAsync();
            _ = program.StandardError.ReadToEndAsync();
        }

        public int Id => program.Id;

        /// <summary>Epochs that it has done: lines of its log.</summary>
        public int Epochs => File.Exists(log) ? File.ReadLines(log).Count() : 0;

        /// <summary>Waits for an epoch.</summary>
        public bool Reaches(int epoch)
        {
            for (var waited = Stopwatch.StartNew(); Epochs < epoch && !program.HasExited && waited.Elapsed < Patience;)
            {
                Thread.Sleep(20);
            }

            return Epochs >= epoch;
        }

        public void Dispose()
        {
            program.Kill();
            program.WaitForExit();
            program.Dispose();
        }
    }
}
