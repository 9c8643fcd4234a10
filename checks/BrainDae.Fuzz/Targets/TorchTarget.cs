using System.Collections.Immutable;
using BrainDae.Data.Formats;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Targets;

/// <summary>PyTorch checkpoints: mostly the pickle is changed and the archive written anew around it.</summary>
public sealed class TorchTarget : IFuzzTarget
{
    private static readonly ByteMutator Archive = new([0x50, 0x4b, 1, 2], [0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6], [0x50, 0x4b, 6, 6], [0x50, 0x4b, 6, 7], "data.pkl"u8.ToArray(), [1, 0, 20, 0]);
    private static readonly ByteMutator Pickle = new(Pickles.Tokens);

    public string Name => "torch";

    public ImmutableArray<string> Covers => ["TorchCheckpointReader.Read"];

    public ImmutableArray<byte[]> Seeds() =>
    [
        Checkpoint(Pickles.Whole(Tensors())),
        Checkpoint(Pickles.Whole(Pickles.Dictionary(("epoch", Pickles.Integer(3)), ("model_state_dict", Tensors())))),
        SeedFile.Of("seed.pt", path => TorchCheckpointWriter.Write(path, Training())),
        Older(),
        Checkpoint([0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, .. "}"u8, 0x94, (byte)'(', 0x8c, 1, .. "w"u8, 0x94, .. Pickles.Tensor("HalfStorage", "0", 12, 0, [], []), .. "u."u8]),
    ];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random)
    {
        if (input is [0x80, ..])
        {
            return Pickle.Mutate(input, other, random);
        }

        if (random.NextInt(4) == 0 || StoredZip.Read(input) is not { Count: > 0 } entries)
        {
            return Archive.Mutate(input, other, random);
        }

        var at = random.NextInt(3) == 0 ? random.NextInt(entries.Count) : Math.Max(0, entries.FindIndex(entry => entry.Name.EndsWith(".pkl", StringComparison.Ordinal)));
        var others = random.NextInt(4) == 0 ? StoredZip.Read(other) : null;
        var part = others?.Find(entry => entry.Name == entries[at].Name).Bytes ?? entries[at].Bytes;
        if (random.NextInt(12) == 0)
        {
            var name = Archive.Mutate(System.Text.Encoding.UTF8.GetBytes(entries[at].Name), [], random);
            entries[at] = (System.Text.Encoding.UTF8.GetString(name), entries[at].Bytes);
        }
        else
        {
            entries[at] = (entries[at].Name, Pickle.Mutate(entries[at].Bytes, part, random));
        }

        return StoredZip.Write(entries);
    }

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        ResultCheck.Require(TorchCheckpointReader.Read(scratch.Write("model.pt", input)));
        return true;
    }

    private static byte[] Tensors() => Pickles.Dictionary(
        ("a", Pickles.Tensor("FloatStorage", "0", 6, 0, [2, 3], [3, 1])),
        ("b", Pickles.Tensor("FloatStorage", "0", 6, 1, [2, 2], [1, 2])),
        ("c", Pickles.Tensor("LongStorage", "1", 2, 1, [], [])));

    /// <summary>With the state of an optimiser.</summary>
    private static TorchCheckpoint Training()
    {
        var tensor = new SafetensorsTensor("a", ElementType.F32, [2], new byte[8]);
        return new([tensor]) { Epochs = 1, Iterations = 32, Value = 0.5, Optimizer = new(1e-4, 1e-4, 0, 32, [new(tensor, tensor, tensor)]) };
    }

    /// <summary>The form of before PyTorch 1.6.</summary>
    private static byte[] Older() =>
    [
        0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.',
        .. Pickles.Whole(Pickles.Integer(1001)),
        .. Pickles.Whole(Pickles.Dictionary(("little_endian", [0x88]))),
        .. Pickles.Whole(Pickles.Dictionary(("a", Pickles.Tensor("FloatStorage", "0", 2, 0, [2], [1], older: true)))),
        .. Pickles.Whole([.. "]("u8, .. Pickles.Text("0"), (byte)'e']),
        .. BitConverter.GetBytes(2L), .. new byte[8],
    ];

    private static byte[] Checkpoint(byte[] pickle) =>
        StoredZip.Write([("m/data.pkl", pickle), ("m/byteorder", "little"u8.ToArray()), ("m/data/0", new byte[24]), ("m/data/1", new byte[16])]);
}
