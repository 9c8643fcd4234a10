using System.Runtime.InteropServices;
using BrainDae.TestModels;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Runtime;

/// <summary>TorchSharp's Linux library must load where the C++ runtime is older than GCC 13.</summary>
public sealed class NativeLibraryTests
{
    [Fact]
    public void Copied_library_can_do_without_the_symbol_version_of_GCC_13()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "the library for Linux on x64");
        var libraries = Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories);

        Assert.NotEmpty(libraries);
        Assert.All(libraries, path =>
        {
            var needs = VersionNeed.Read(File.ReadAllBytes(path));
            Assert.Contains(needs, need => need.Version.StartsWith("GLIBCXX_", StringComparison.Ordinal) && !need.Weak);
            var newest = Assert.Single(needs, need => need.Version == "GLIBCXX_3.4.32");
            Assert.Equal("libstdc++.so.6", newest.Library);
            Assert.True(newest.Weak, $"{path}: GLIBCXX_3.4.32 is required");
        });
    }

    [Fact]
    public void Torch_computes_on_the_threads_asked_for()
    {
        var runtime = TorchRuntime.Start(ComputeDevice.Cpu, GoldenNetwork.Runtime.Threads);
        using var scope = NewDisposeScope();
        var (left, right) = (arange(1, 5, ScalarType.Float32).reshape(2, 2), arange(5, 9, ScalarType.Float32).reshape(2, 2));

        Assert.Equal([19f, 22f, 43f, 50f], left.matmul(right).data<float>().ToArray());
        Assert.Equal(runtime.Threads, get_num_threads());
    }
}
