using BrainDae.Data.Cohorts;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Samples;

/// <summary>
/// A program outside this repository runs the README's snippet as it stands, referencing the projects or their
/// packages, and libtorch stays as it was unless the program asks.
/// </summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class StrangerTests
{
    private const string Libraries = "Files Nifti Imaging Pictures Metrics Data Method Torch Onnx Evaluation Prediction";

    [Fact]
    public async Task Reference_to_the_projects_is_enough()
    {
        using var workspace = await Stranger();
        var root = SampleTests.Root();
        await Build(workspace, $"""
            <ProjectReference Include="{root}/src/BrainDae.Prediction/BrainDae.Prediction.csproj" />
            <ProjectReference Include="{root}/src/BrainDae.Torch/BrainDae.Torch.csproj" />
            """, "-p:BuildProjectReferences=false");

        await RunsAndLeavesLibtorchAlone(workspace);
    }

    [Fact]
    public async Task Reference_to_the_packages_is_enough()
    {
        using var workspace = await Stranger();
        var root = SampleTests.Root();

        // What `dotnet pack --no-build` does, in one run of MSBuild for all of them.
        await File.WriteAllTextAsync(workspace["pack.proj"], $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', Libraries.Split(' ').Select(library => $"{root}/src/BrainDae.{library}/BrainDae.{library}.csproj"))}" Targets="Pack"
                         Properties="Configuration={DotNet.Configuration};NoBuild=true;_IsPacking=true;PackageOutputPath={workspace["feed"]}" />
              </Target>
            </Project>
            """, TestContext.Current.CancellationToken);
        await DotNet.Succeed(root, "msbuild", workspace["pack.proj"], "-t:Pack", "-v:q", "-nodeReuse:false");
        File.Delete(workspace["pack.proj"]);

        var version = Path.GetFileName(Directory.GetFiles(workspace["feed"], "BrainDae.Torch.*.nupkg").Single())["BrainDae.Torch.".Length..^".nupkg".Length];

        // Beside whatever sources the machine is set up with. Our packages must not get into the user's folder of
        // packages, and libtorch need not be unpacked a second time.
        await File.WriteAllTextAsync(workspace["nuget.config"], """
            <configuration><packageSources><add key="feed" value="feed" /></packageSources></configuration>
            """, TestContext.Current.CancellationToken);
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await Build(workspace, $"""
            <PackageReference Include="BrainDae.Prediction" Version="{version}" />
            <PackageReference Include="BrainDae.Torch" Version="{version}" />
            """, $"-p:RestorePackagesPath={workspace["packages"]}", $"-p:RestoreAdditionalProjectFallbackFolders={packages}");

        await RunsAndLeavesLibtorchAlone(workspace);
        PackagesAreComplete(workspace["feed"], version);
    }

    private static async Task<Workspace> Stranger()
    {
        var workspace = await Workspace.WithModel();
        SyntheticCohort.WritePatient(workspace.Source, 1, "p1");
        File.Copy(SampleTests.Source(SampleTests.Root()), workspace["Program.cs"]);
        await File.WriteAllTextAsync(workspace["Watch.cs"], Watch, TestContext.Current.CancellationToken);
        return workspace;
    }

    private static async Task Build(Workspace workspace, string references, params string[] more)
    {
        await File.WriteAllTextAsync(workspace["Stranger.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
              </PropertyGroup>
              <ItemGroup>
                {references}
                <PackageReference Include="TorchSharp-cpu" Version="0.107.0" />
              </ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        var (code, output) = await DotNet.Run(workspace.Root, ["build", "-c", DotNet.Configuration, "-v", "q", .. more]);
        Assert.SkipWhen(output.Contains("NU1301", StringComparison.Ordinal), "no package source can be reached");
        Assert.True(code == 0, output);
    }

    private static async Task RunsAndLeavesLibtorchAlone(Workspace workspace)
    {
        string[] scans = [.. Modalities.Brats.Select(modality => SyntheticCohort.Scan(workspace.Source, "p1", modality))];

        var output = await DotNet.Succeed(workspace.Root, [workspace["bin", DotNet.Configuration, "net10.0", "Stranger.dll"], workspace["models", "dae", "model.safetensors"], .. scans]);

        Assert.True(File.Exists(workspace["p1_score.nii.gz"]));
        Assert.Contains("threads as before: True", output, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains("allocator before: libc10.so", output, StringComparison.Ordinal);
            Assert.DoesNotContain("allocator when asked: libc10.so", output, StringComparison.Ordinal);
        }
    }

    private static void PackagesAreComplete(string feed, string version)
    {
        foreach (var path in Directory.GetFiles(feed, "*.nupkg"))
        {
            using var package = System.IO.Compression.ZipFile.OpenRead(path);
            var id = Path.GetFileName(path)[..^$".{version}.nupkg".Length];
            Assert.Equal([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            Assert.NotNull(package.GetEntry("README.md"));
            using var reader = new StreamReader(package.GetEntry($"{id}.nuspec")!.Open());
            var nuspec = reader.ReadToEnd();
            Assert.All(["<readme>README.md</readme>", "<license type=\"expression\">MIT</license>", "<tags>", "<description>"], part => Assert.Contains(part, nuspec, StringComparison.Ordinal));
            Assert.DoesNotContain("TorchSharp-cpu", nuspec, StringComparison.Ordinal);
            Assert.DoesNotContain("\"Microsoft.ML.OnnxRuntime\"", nuspec, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.ChangeExtension(path, ".snupkg")));
        }

        Assert.Equal(Libraries.Split(' ').Length, Directory.GetFiles(feed, "*.nupkg").Length);
    }

    /// <summary>At the end of the program: in whose memory libtorch's CPU allocator keeps its functions, before and after memory is asked to be kept.</summary>
    private const string Watch = """
        using System.Globalization;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using BrainDae.Torch.Runtime;

        internal static unsafe class Watch
        {
            [ModuleInitializer]
            internal static void Begin() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                Console.WriteLine($"allocator before: {Owner()}");
                TorchSharp.torch.set_num_threads(3);
                Console.WriteLine($"threads as before: {TorchRuntime.Start(ComputeDevice.Cpu).Threads == 3}");
                TorchRuntime.Start(ComputeDevice.Cpu, new TorchRuntimeOptions { CacheMemory = true });
                Console.WriteLine($"allocator when asked: {Owner()}");
            };

            private static string Owner()
            {
                if (!NativeLibrary.TryLoad("libc10.so", typeof(TorchSharp.torch).Assembly, null, out var library))
                {
                    return "unknown";
                }

                var functions = *((delegate* unmanaged<nint**>)NativeLibrary.GetExport(library, "_ZN3c1015GetCPUAllocatorEv"))();
                foreach (var line in File.ReadLines("/proc/self/maps"))
                {
                    var range = line.Split(' ')[0].Split('-').Select(text => long.Parse(text, NumberStyles.HexNumber)).ToArray();
                    if ((nint)functions >= range[0] && (nint)functions < range[1])
                    {
                        return Path.GetFileName(line[(line.LastIndexOf(' ') + 1)..]);
                    }
                }

                return "unmapped";
            }
        }
        """;
}
