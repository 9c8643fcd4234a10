using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BrainDae.Files;

namespace BrainDae.Data.Formats;

/// <summary>
/// A memory-mapped safetensors file. Opening reads the header alone; tensors are read where they lie. No file handle
/// stays open, so that thousands can be mapped at once. Safe for concurrent readers; the spans it hands out are valid
/// until <see cref="Dispose"/>, which must not run while another thread reads.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private const int HashedAtOnce = 1 << 24;

    private readonly MemoryMappedViewAccessor view;
    private readonly long length;
    private readonly long dataStart;
    private readonly SafetensorsHeader header;
    private byte* start;

    private SafetensorsFile(string path, MemoryMappedViewAccessor view, long length)
    {
        (Path, this.view, this.length) = (path, view, length);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
        try
        {
            var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(new(start, sizeof(ulong)));
            if (headerLength > SafetensorsHeader.MaximumLength || (long)headerLength > length - sizeof(ulong))
            {
                throw SafetensorsHeader.Invalid(path, $"its header claims {headerLength} bytes, the file has {length}");
            }

            dataStart = sizeof(ulong) + (long)headerLength;
            var json = new ReadOnlySpan<byte>(start + sizeof(ulong), (int)headerLength).ToArray();
            header = SafetensorsHeader.Parse(path, json, length - dataStart);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The header's free-form texts.</summary>
    public ImmutableSortedDictionary<string, string> Metadata => header.Metadata;

    /// <summary>The tensors by name.</summary>
    public ImmutableSortedDictionary<string, SafetensorsEntry> Tensors => header.Entries;

    /// <summary>Maps a file and checks its header.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>, or <see cref="FailureKind.InvalidInput"/>: not readable or not a whole safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return RegularFile.Reading(
            path,
            () =>
            {
                using var stream = RegularFile.OpenRead(path, bufferSize: 0);
                var length = stream.Length;
                if (length < sizeof(ulong))
                {
                    throw SafetensorsHeader.Invalid(path, $"it has only {length} bytes");
                }

                // The view outlives both the mapping object and the file handle.
                using var mapping = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
                return new SafetensorsFile(path, mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), length);
            },
            "no such file. Check the path.",
            "Check that it is a file and its permissions.");
    }

    /// <summary>SHA-256 of the whole file as it was opened, lower-case hexadecimal; reads all of it.</summary>
    /// <exception cref="ObjectDisposedException">The file is no longer mapped.</exception>
    public string HashFile()
    {
        ObjectDisposedException.ThrowIf(start is null, this);
        using var clock = CheckClock.Start();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var offset = 0L; offset < length; offset += HashedAtOnce)
        {
            hash.AppendData(new ReadOnlySpan<byte>(start + offset, (int)Math.Min(HashedAtOnce, length - offset)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>All bytes of a tensor, valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="BrainDaeException">The tensor has more than 2^31 - 1 bytes: read it in parts.</exception>
    /// <exception cref="ObjectDisposedException">The file is no longer mapped.</exception>
    public ReadOnlySpan<byte> Bytes(SafetensorsEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Length <= int.MaxValue
            ? Bytes(entry, 0, (int)entry.Length)
            : throw BrainDaeException.Invalid($"{Path}: tensor {entry.Name} has {entry.Length} bytes, too many to read at once. Split it.");
    }

    /// <summary>All tensors as values of their own, in the order of their names.</summary>
    /// <exception cref="BrainDaeException">A tensor has more than 2^31 - 1 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The file is no longer mapped.</exception>
    public ImmutableArray<SafetensorsTensor> Copy() =>
        [.. Tensors.Values.Select(entry => new SafetensorsTensor(entry.Name, entry.ElementType, entry.Shape, Bytes(entry).ToArray()))];

    /// <summary>Some bytes of a tensor, valid until <see cref="Dispose"/>.</summary>
    /// <param name="entry">One of <see cref="Tensors"/>.</param>
    /// <param name="offset">First byte, counted from the tensor's first.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentException">The entry is not of this file, or the bytes are not all within the tensor.</exception>
    /// <exception cref="ObjectDisposedException">The file is no longer mapped.</exception>
    public ReadOnlySpan<byte> Bytes(SafetensorsEntry entry, long offset, int length)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ObjectDisposedException.ThrowIf(start is null, this);
        if (!Tensors.TryGetValue(entry.Name, out var own) || !ReferenceEquals(own, entry))
        {
            throw new ArgumentException($"{entry.Name} is not an entry of {Path}.", nameof(entry));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, entry.Length - offset);
        return new(start + dataStart + entry.Offset + offset, length);
    }

    /// <summary>All elements of a tensor in C order, valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> does not hold the stored element type.</exception>
    /// <inheritdoc cref="Bytes(SafetensorsEntry)"/>
    public ReadOnlySpan<T> Values<T>(SafetensorsEntry entry)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.ElementType.IsStoredAs<T>()
            ? MemoryMarshal.Cast<byte, T>(Bytes(entry))
            : throw new InvalidOperationException($"Tensor {entry.Name} holds {entry.ElementType.Name}, not {typeof(T).Name}.");
    }

    /// <summary>Unmaps the file; spans taken from it must no longer be used.</summary>
    public void Dispose()
    {
        if (start is null)
        {
            return;
        }

        start = null;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }
}
