using System.Runtime.CompilerServices;
using BrainDae.Torch.Runtime;

namespace BrainDae.Tests;

/// <summary>
/// Has BrainDae.Torch answer for TorchSharp's native library before any test runs: the order of tests is theirs, and one
/// that makes a tensor before it uses our library would fail, and every test after it, where the C++ runtime is old.
/// </summary>
internal static class TorchLibrary
{
    [ModuleInitializer]
    internal static void Answer() => TorchRuntime.PrepareLibrary();
}
