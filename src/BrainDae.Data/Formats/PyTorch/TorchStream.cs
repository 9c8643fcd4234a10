using System.Buffers.Binary;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// The file that torch.save wrote before PyTorch 1.6, and writes still where it is asked to: one pickle after another
/// (a magic number, the protocol, the machine, the object, the keys of its storages), then each storage as the number
/// of its elements and their bytes.
/// </summary>
internal sealed class TorchStream : ITorchStorages
{
    private const int Protocol = 1001;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> storages = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">Not such a file, or too long for memory.</exception>
    public TorchStream(Stream stream)
    {
        if (stream.Length > Array.MaxLength)
        {
            throw new InvalidDataException("it is of the older form and has more than 2 GiB; save it with PyTorch 1.6 or later");
        }

        var bytes = new byte[(int)stream.Length];
        stream.ReadExactly(bytes);
        ReadOnlySpan<byte> rest = bytes.AsSpan(Magic.Length);
        RequireReadable(PickleMachine.Run(ref rest, out _), PickleMachine.Run(ref rest, out _));
        Root = PickleMachine.Run(ref rest, out var references);
        var keys = PickleMachine.Run(ref rest, out _);
        ReadStorages(keys, references, bytes.AsMemory(bytes.Length - rest.Length));
    }

    public PickleValue Root { get; }

    // The pickle of 0x1950a86a20f9469cfc6c.
    private static ReadOnlySpan<byte> Magic => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>Whether a file begins as one of this form does; the stream is put back to its beginning.</summary>
    public static bool IsOne(Stream stream)
    {
        Span<byte> start = stackalloc byte[Magic.Length];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == start.Length && start.SequenceEqual(Magic);
    }

    public ReadOnlyMemory<byte> Storage(string key) =>
        storages.TryGetValue(key, out var bytes) ? bytes : throw new InvalidDataException($"it lacks the storage {key}");

    public void Dispose()
    {
        // Everything is in memory.
    }

    private static void RequireReadable(PickleValue protocol, PickleValue machine)
    {
        if (protocol is not PickleInteger { Value: Protocol })
        {
            throw new InvalidDataException($"its protocol is not {Protocol}");
        }

        if (machine.Field("little_endian") is PickleBoolean { Value: false })
        {
            throw new InvalidDataException("it was saved by a big-endian machine");
        }
    }

    private void ReadStorages(PickleValue keys, IReadOnlyList<PicklePersistent> references, ReadOnlyMemory<byte> rest)
    {
        var sizes = ElementSizes(references);
        foreach (var key in (keys as PickleList)?.Items ?? throw new InvalidDataException("it has no list of its storages"))
        {
            if (key is not PickleText { Value: var name } || !sizes.TryGetValue(name, out var size) || rest.Length < sizeof(long))
            {
                throw new InvalidDataException("its list of storages does not fit them");
            }

            var count = BinaryPrimitives.ReadInt64LittleEndian(rest.Span);
            rest = rest[sizeof(long)..];
            if (count < 0 || count > rest.Length / size)
            {
                throw new InvalidDataException($"it ends within the storage {name}");
            }

            var length = (int)count * size;
            storages[name] = rest[..length];
            rest = rest[length..];
        }
    }

    /// <summary>Bytes of one element of each storage, by its key.</summary>
    private static Dictionary<string, int> ElementSizes(IReadOnlyList<PicklePersistent> references)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            // 'storage', type, key, device, number of elements, part of another storage
            if (reference.Id is not PickleTuple { Items: [_, PickleGlobal type, PickleText key, _, _, PickleOpaque] } || TorchTensors.TypeOf(type.Name) is not { } element)
            {
                throw new InvalidDataException("it has a storage of an unknown kind");
            }

            sizes[key.Value] = element.Size;
        }

        return sizes;
    }
}
