using System.Diagnostics;
using BrainDae.TestData;

namespace BrainDae.Files.Tests;

public sealed class OutputLockTests : IDisposable
{
    /// <summary>Number of a process that no system gives.</summary>
    private const int Dead = int.MaxValue;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_run_is_refused_and_told_who_holds_the_folder()
    {
        using (OutputLock.OfFolder(folder["out"], "train"))
        {
            var failure = Assert.Throws<BrainDaeException>(() => OutputLock.OfFolder(folder["out"], "calibrate"));
            Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
            Assert.StartsWith($"{folder["out"]}: another run is writing there (braindae train, process {Environment.ProcessId} on {Environment.MachineName}, since ", failure.Message, StringComparison.Ordinal);
        }

        using var again = OutputLock.OfFolder(folder["out"], "calibrate");
    }

    [Fact]
    public void A_file_is_held_for_itself_and_not_its_neighbours()
    {
        using var one = OutputLock.OfFile(folder["a.html"], "report");
        using var other = OutputLock.OfFile(folder["b.html"], "report");
        Assert.Throws<BrainDaeException>(() => OutputLock.OfFile(folder["a.html"], "report"));
    }

    [Fact]
    public void What_a_dead_run_held_is_free_and_what_it_left_is_removed()
    {
        string[] rubbish =
        [
            ".braindae-lock", $"model.json.{Dead}.braindae-partial", $"slices/p.safetensors.{Environment.ProcessId}.braindae-partial",
            $".write-test.{Dead}.braindae-partial", $".scratch-{Guid.NewGuid():N}.{Dead}.braindae-partial",
        ];
        string[] kept = ["my.partial", "notes.txt", $"slices/deeper/p.{Dead}.braindae-partial", "p.braindae-partial", "p.17x.braindae-partial"];
        foreach (var name in rubbish.Concat(kept))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllText(folder[name], "x");
        }

        OutputLock.OfFolder(folder.Path, "train").Dispose();

        Assert.Equal(kept.Order(), Everything());
    }

    [Fact]
    public void Of_a_file_only_what_dead_runs_left_of_it_is_removed()
    {
        foreach (var name in (string[])[$"report.html.{Dead}.braindae-partial", $"other.html.{Dead}.braindae-partial", $".write-test.{Dead}.braindae-partial"])
        {
            File.WriteAllText(folder[name], "x");
        }

        OutputLock.OfFile(folder["report.html"], "report").Dispose();

        Assert.Equal([$"other.html.{Dead}.braindae-partial"], Everything());
    }

    [Fact]
    public void What_another_program_named_or_a_living_process_writes_is_kept()
    {
        using var other = Process.GetProcessById(OperatingSystem.IsWindows() ? 4 : 1);
        string[] kept = ["scan.nii.gz.4711.partial", "slices/movie.2147483647.partial", $"model.json.{other.Id}.braindae-partial"];
        foreach (var name in kept)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllText(folder[name], "x");
        }

        OutputLock.OfFolder(folder.Path, "train").Dispose();
        OutputLock.OfFile(folder["scan.nii.gz"], "train").Dispose();
        OutputLock.OfFile(folder["model.json"], "train").Dispose();

        Assert.Equal(kept.Order(), Everything());
    }

    [Fact]
    public void Folders_that_it_made_go_again_where_nothing_was_written()
    {
        OutputLock.OfFolder(folder["a", "b", "c"], "train").Dispose();
        Assert.False(Directory.Exists(folder["a"]));
        using (OutputLock.OfFolder(folder["a", "b", "c"], "train"))
        {
            File.WriteAllText(folder["a", "b", "file"], "");
        }

        Assert.Equal(["a/b/file"], Everything());
        Assert.False(Directory.Exists(folder["a", "b", "c"]));
    }

    [Fact]
    public void The_lock_ends_with_its_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "flock(1) stands for another process");
        var path = folder[OutputLock.Extension];
        using var holder = Process.Start(new ProcessStartInfo("flock", [path, "-c", $"echo 'braindae train, process 1' > '{path}'; echo held; sleep 60"]) { RedirectStandardOutput = true })!;
        holder.StandardOutput.ReadLine();
        Assert.Contains("(braindae train, process 1)", Assert.Throws<BrainDaeException>(() => OutputLock.OfFolder(folder.Path, "train")).Message, StringComparison.Ordinal);
        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                OutputLock.OfFolder(folder.Path, "train").Dispose();
                return;
            }
            catch (BrainDaeException) when (waited.Elapsed < TimeSpan.FromSeconds(10))
            {
                // Its children end a moment after it.
                Thread.Sleep(10);
            }
        }
    }

    [Fact]
    public void Of_many_that_come_at_once_one_holds_it_at_a_time()
    {
        var (inside, most, served) = (0, 0, 0);
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 40; i++)
            {
                try
                {
                    using var held = OutputLock.OfFolder(folder["out"], "train");
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref served);
                    Thread.Yield();
                    Interlocked.Decrement(ref inside);
                }
                catch (BrainDaeException e) when (e.Kind == FailureKind.OutputNotWritable)
                {
                    // Somebody else is inside.
                }
            }
        });

        Assert.Equal(1, most);
        Assert.True(served >= 8);
    }

    private IEnumerable<string> Everything() =>
        Directory.EnumerateFiles(folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetRelativePath(folder.Path, path).Replace('\\', '/')).Order();
}
