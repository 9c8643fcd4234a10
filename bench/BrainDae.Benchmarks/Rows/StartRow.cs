using BrainDae.Benchmarks.Table;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Rows;

/// <summary>Start-up of the command line.</summary>
internal sealed class StartRow : IRow
{
    public string Name => "start";

    public TableRow Measure(Bench bench) => new(Name, "`braindae --help`, process start to exit", [
        .. bench.Compare([new("as built", "help", $"program={Program()}")]).Select(line => line with { PeakMegabytes = null, AllocatedMegabytes = null }),
    ]);

    /// <summary>The program as it was built.</summary>
    internal static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BrainDae.slnx")))
            {
                var built = Path.Combine(folder.FullName, "src", "BrainDae.Cli", "bin", "Release");
                return Directory.Exists(built) && Directory.GetFiles(built, "braindae.dll", SearchOption.AllDirectories) is [var path, ..]
                    ? path
                    : throw BrainDaeException.Missing($"{built}: holds no braindae.dll; run 'dotnet build -c Release' first.");
            }
        }

        throw BrainDaeException.Missing($"{AppContext.BaseDirectory}: lies in no checkout of the repository; run the benchmarks from one.");
    }
}
