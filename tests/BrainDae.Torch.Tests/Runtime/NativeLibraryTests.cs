using System.Runtime.InteropServices;
using BrainDae.TestModels;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Runtime.Native;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Runtime;

/// <summary>TorchSharp's Linux library must load where the C++ runtime is older than GCC 13.</summary>
public sealed class NativeLibraryTests
{
    [Fact]
    public void Need_for_the_symbol_version_of_GCC_13_is_marked_weak_and_nothing_else_changes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "the library for Linux on x64");
        var original = File.ReadAllBytes(Assert.Single(Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories)));
        var image = original.ToArray();

        Assert.True(WeakSymbolVersion.Mark(image, "GLIBCXX_3.4.32"u8));

        var needs = VersionNeed.Read(image);
        Assert.Contains(needs, need => need.Version.StartsWith("GLIBCXX_", StringComparison.Ordinal) && !need.Weak);
        var newest = Assert.Single(needs, need => need.Version == "GLIBCXX_3.4.32");
        Assert.Equal("libstdc++.so.6", newest.Library);
        Assert.True(newest.Weak);
        Assert.False(Assert.Single(VersionNeed.Read(original), need => need.Version == "GLIBCXX_3.4.32").Weak);
        Assert.Single(Enumerable.Range(0, image.Length), i => image[i] != original[i]);
    }

    [Fact]
    public void What_is_no_library_or_lacks_the_version_stays_as_it_is()
    {
        byte[] text = [.. Enumerable.Repeat((byte)'x', 100)];

        Assert.False(WeakSymbolVersion.Mark(text, "GLIBCXX_3.4.32"u8));
        Assert.All(text, value => Assert.Equal((byte)'x', value));
    }

    [Fact]
    public void Torch_computes_on_the_threads_asked_for()
    {
        var runtime = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = GoldenNetwork.Runtime.Threads });
        using var scope = NewDisposeScope();
        var (left, right) = (arange(1, 5, ScalarType.Float32).reshape(2, 2), arange(5, 9, ScalarType.Float32).reshape(2, 2));

        Assert.Equal([19f, 22f, 43f, 50f], left.matmul(right).data<float>().ToArray());
        Assert.Equal(runtime.Threads, get_num_threads());
    }
}
