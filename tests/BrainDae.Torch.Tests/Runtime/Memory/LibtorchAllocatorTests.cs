using BrainDae.Method.Network;
using System.Runtime.InteropServices;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime.Memory;
using TorchSharp;

namespace BrainDae.Torch.Tests.Runtime.Memory;

[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class LibtorchAllocatorTests
{
    public LibtorchAllocatorTests() => _ = GoldenNetwork.Runtime;

    [Fact]
    public void Installs_on_64_bit_x86_Linux_and_only_there() => Assert.Equal(
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && Environment.GetEnvironmentVariable(LibtorchAllocator.Variable) != "system",
        LibtorchAllocator.Install());

    [Fact]
    public void Repeated_work_asks_for_no_new_memory_and_returns_all_of_it()
    {
        Assert.SkipUnless(LibtorchAllocator.Install(), "libtorch keeps its own allocator here");
        Work();
        var (inUse, fresh) = (LibtorchAllocator.Blocks.InUse, LibtorchAllocator.Blocks.Fresh);

        for (var i = 0; i < 20; i++)
        {
            Work();
        }

        Assert.Equal((inUse, fresh), (LibtorchAllocator.Blocks.InUse, LibtorchAllocator.Blocks.Fresh));

        static void Work()
        {
            using var scope = torch.NewDisposeScope();
            var weight = torch.ones(8, 4, 3, 3, requires_grad: true);
            var image = torch.rand(4, 4, 96, 96);
            torch.nn.functional.conv2d(image, weight).pow(2).mean().backward();
            Assert.True(weight.grad!.sum().item<float>() > 0);
            weight.grad!.Dispose();
        }
    }

    [Fact]
    public void Training_asks_for_no_new_memory_after_its_first_iterations()
    {
        Assert.SkipUnless(LibtorchAllocator.Install(), "libtorch keeps its own allocator here");
        using var scope = torch.NewDisposeScope();
        using var network = new LevelNetwork(new UNetOptions { BaseChannels = 16 });
        var image = torch.rand(16, 4, 128, 128);
        List<long> fresh = [];

        for (var i = 0; i < 6; i++)
        {
            Iterate();
            fresh.Add(LibtorchAllocator.Blocks.Fresh);
        }

        Assert.All(fresh[3..], count => Assert.Equal(fresh[2], count));
        Assert.True(LibtorchAllocator.Blocks.Retained > 500L << 20, "the work must be larger than what is kept of any work");

        void Iterate()
        {
            using var iteration = torch.NewDisposeScope();
            network.forward(image).pow(2).mean().backward();
            network.zero_grad();
        }
    }

    [Fact]
    public void Empty_tensors_and_views_live_and_die_as_before()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(0, torch.empty(0).numel());
        var view = torch.arange(12).view(3, 4)[1];
        Assert.Equal(22, view.sum().item<long>());
    }
}
