using System.Collections.Immutable;
using BrainDae.Data.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Targets;

/// <summary>Safetensors files of any content.</summary>
public sealed class SafetensorsTarget : IFuzzTarget
{
    public string Name => "safetensors";

    public ImmutableArray<string> Covers => ["SafetensorsFile.Open"];

    public ImmutableArray<byte[]> Seeds() =>
    [
        SeedFile.Of("a.safetensors", path => SafetensorsWriter.Write(path, [Tensor("b", ElementType.F32, 24, 2, 3), Tensor("a", ElementType.U8, 5, 5), Tensor("none", ElementType.F16, 0, 0)], new Dictionary<string, string> { ["k"] = "v" })),
        SeedFile.Of("a.safetensors", path => SafetensorsWriter.Write(path, [Tensor("s", ElementType.I64, 8)], new Dictionary<string, string>())),
    ];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random) => SafetensorsMutator.Mutate(input, other, random);

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        using var file = SafetensorsFile.Open(scratch.Write("tensors.safetensors", input));
        file.Copy();
        file.HashFile();
        SafetensorsHash.Of(file);
        return true;
    }

    private static SafetensorsTensor Tensor(string name, ElementType type, int length, params long[] shape) =>
        new(name, type, [.. shape], new byte[length]);
}
