using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Slices;

/// <summary>
/// One patient's slices, memory-mapped: opening reads and verifies the header and a few bytes a slice, and each slice is
/// verified when it is first touched. Safe for concurrent readers; spans are valid until <see cref="Dispose"/> (or that of
/// the <see cref="SliceStore"/> it came from).
/// </summary>
public sealed class PatientSliceFile : IDisposable
{
    private readonly SafetensorsFile file;
    private readonly SafetensorsEntry images;
    private readonly SafetensorsEntry? lesion;
    private readonly ImmutableArray<int> lesionPixels;
    private readonly ulong[] checksums;
    private readonly bool[] verified;

    private PatientSliceFile(SafetensorsFile file)
    {
        this.file = file;
        Require(Text(SliceFileFormat.FormatKey) == SliceFileFormat.Format, "it is no slice file");
        Require(Text(SliceFileFormat.VersionKey) == SliceFileFormat.Version, $"its format version is not {SliceFileFormat.Version}");
        Require(Text(SliceFileFormat.IndexHashKey) == IndexHash(), "it is damaged (its index and the checksum of it do not agree)");
        Modalities = StoredModalities();
        images = Entry(SliceFileFormat.Images);
        Require(
            images is { ElementType: ElementType.F32 or ElementType.F16, Shape: [> 0 and <= int.MaxValue, var channels, > 0 and <= short.MaxValue, _] }
                && channels == Modalities.Count && images.Shape[2] == images.Shape[3],
            "its images have an unexpected shape");
        (Count, Size) = ((int)images.Shape[0], (int)images.Shape[2]);
        SliceIndices = PerSlice(SliceFileFormat.SliceIndices);
        checksums = SliceSeal.Parse(Text(SliceFileFormat.SliceChecksumsKey), Count) ?? [];
        Require(checksums.Length == Count, "it lacks a checksum for each slice");
        verified = new bool[Count];
        if (file.Tensors.TryGetValue(SliceFileFormat.Lesion, out lesion))
        {
            Require(lesion.ElementType == ElementType.U8 && lesion.Shape.SequenceEqual([Count, Size, Size]), "its label does not fit its images");
            (NativeLesionVoxels, lesionPixels) = (PerSlice(SliceFileFormat.NativeLesionVoxels), PerSlice(SliceFileFormat.LesionPixels));
        }

        try
        {
            NativeGeometry = StoredGeometry.FromJson(Text(SliceFileFormat.GeometryKey));
            IntensityScale = JsonSerializer.Deserialize(Text(SliceFileFormat.IntensityScaleKey), SliceJson.Default.ImmutableArrayDouble);
            var inputs = file.Metadata.TryGetValue(SliceFileFormat.InputsKey, out var recorded) ? recorded : "[]";
            Inputs = JsonSerializer.Deserialize(inputs, SliceJson.Default.ImmutableArrayInputHash);
            using var preprocessing = JsonDocument.Parse(PreprocessingJson);
        }
        catch (JsonException)
        {
            Require(false, "its metadata is not valid JSON");
            throw;
        }

        Require(!Inputs.IsDefault, "its inputs are no list");
        Require(IntensityScale is { IsDefault: false } scale && scale.Length == Modalities.Count, "it lacks an intensity scale for each modality");
        Require(NativeGeometry.Fault is null, $"{NativeGeometry.Fault}");
        Order = LpsOrder.Of(NativeGeometry);
        Require(Rising(SliceIndices, Geometry.Shape[2]), "its slice indices do not fit the scan");
    }

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>Name of the patient.</summary>
    public string Name => Text(SliceFileFormat.NameKey);

    /// <summary>Who was scanned.</summary>
    public string Subject => file.Metadata.TryGetValue(SliceFileFormat.SubjectKey, out var subject) ? subject : Name;

    /// <summary>What the slices show, in the order of the channels.</summary>
    public Modalities Modalities { get; }

    /// <summary>Number of slices.</summary>
    public int Count { get; }

    /// <summary>Edge of a slice in pixels.</summary>
    public int Size { get; }

    /// <summary>Stored element type of the images, F32 or F16.</summary>
    public ElementType ImageType => images.ElementType;

    /// <inheritdoc cref="PatientSlices.SliceIndices"/>
    public ImmutableArray<int> SliceIndices { get; }

    /// <inheritdoc cref="PatientSlices.NativeGeometry"/>
    public VolumeGeometry NativeGeometry { get; }

    /// <inheritdoc cref="PatientSlices.Order"/>
    public LpsOrder Order { get; }

    /// <inheritdoc cref="PatientSlices.Geometry"/>
    public VolumeGeometry Geometry => Order.Geometry;

    /// <summary>Each modality's divisor.</summary>
    public ImmutableArray<double> IntensityScale { get; }

    /// <summary>Whether the patient has a lesion label.</summary>
    public bool HasLabel => lesion is not null;

    /// <summary>Lesion voxels of each slice on the scan's own grid; empty without a label.</summary>
    public ImmutableArray<int> NativeLesionVoxels { get; } = [];

    /// <summary>The files that the slices were made from; empty in files of versions that did not record them.</summary>
    public ImmutableArray<InputHash> Inputs { get; }

    /// <summary>The preprocessing options that the slices were made with, as JSON.</summary>
    public string PreprocessingJson => Text(SliceFileFormat.PreprocessingKey);

    /// <summary>SHA-256 of the tensors as recorded when they were written, lower-case hexadecimal.</summary>
    public string ContentSha256 => Text(SliceFileFormat.HashKey);

    /// <summary>Maps a patient's file and checks everything in it but the pixels.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/> or <see cref="FailureKind.InvalidInput"/>.</exception>
    public static PatientSliceFile Open(string path) => Disposal.OnFailure(SafetensorsFile.Open(path), file => new PatientSliceFile(file));

    /// <summary>
    /// Whether a slice has no lesion by the given rule. All slices of a patient without a label count as healthy: ask
    /// <see cref="UnlabelledPatients"/> first whether the patient takes part.
    /// </summary>
    public bool IsHealthy(int slice, HealthyRule rule) => rule switch
    {
        HealthyRule.Resized => !HasLabel || lesionPixels[slice] == 0,
        HealthyRule.Native => !HasLabel || NativeLesionVoxels[slice] == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule."),
    };

    /// <summary>Copies one slice's intensities, [modality, x, y] in C order.</summary>
    /// <param name="slice">0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">Modalities * <see cref="Size"/> * <see cref="Size"/> values.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: the slice is damaged.</exception>
    public void CopyImage(int slice, Span<float> destination)
    {
        var length = Modalities.Count * Size * Size;
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, length);
        Verify(slice);
        var bytes = Part(images, slice, length * images.ElementType.Size);
        if (images.ElementType == ElementType.F32)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(destination));
        }
        else
        {
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), destination);
        }
    }

    /// <summary>Some slices' intensities, [slice, modality, x, y] in C order, in memory.</summary>
    /// <param name="slices">0 to <see cref="Count"/> - 1, in the order of the result.</param>
    public float[] CopyImages(ReadOnlySpan<int> slices)
    {
        var length = Modalities.Count * Size * Size;
        var values = new float[slices.Length * length];
        for (var i = 0; i < slices.Length; i++)
        {
            CopyImage(slices[i], values.AsSpan(i * length, length));
        }

        return values;
    }

    /// <summary>The lesion label of all slices, 0 or 1, [slice, x, y] in C order, in memory; empty without a label.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: a slice is damaged.</exception>
    public byte[] Labels()
    {
        if (lesion is null)
        {
            return [];
        }

        VerifySlices();
        return file.Bytes(lesion).ToArray();
    }

    /// <summary>One slice's lesion label, 0 or 1, [x, y] in C order; empty without a label.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: the slice is damaged.</exception>
    public ReadOnlySpan<byte> Lesion(int slice)
    {
        Verify(slice);
        return StoredLesion(slice);
    }

    /// <summary>Everything in memory, independent of the file.</summary>
    public PatientSlices ToPatientSlices()
    {
        return new()
        {
            Name = Name,
            Subject = Subject,
            Modalities = Modalities,
            Size = Size,
            SliceIndices = SliceIndices,
            Images = CopyImages([.. Enumerable.Range(0, Count)]),
            Lesion = Labels(),
            NativeLesionVoxels = NativeLesionVoxels,
            IntensityScale = IntensityScale,
            NativeGeometry = NativeGeometry,
            Inputs = Inputs,
        };
    }

    /// <summary>Reads the whole file and compares it with <see cref="ContentSha256"/>.</summary>
    public bool IsIntact() => SafetensorsHash.Of(file) == ContentSha256;

    /// <summary>Reads the whole file and holds it against its checksums.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it is damaged.</exception>
    public void Verify()
    {
        VerifySlices();
        Require(IsIntact(), "it is damaged (its content and the checksum of it do not agree)");
    }

    /// <summary>Whether every slice is as it was written: reads all pixels, and is many times quicker than <see cref="IsIntact"/>.</summary>
    internal bool HasWholeSlices() => Enumerable.Range(0, Count).All(IsWhole);

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => file.Dispose();

    private static bool Rising(ImmutableArray<int> indices, int slices) =>
        indices[0] >= 0 && indices[^1] < slices && indices.Zip(indices.Skip(1)).All(pair => pair.First < pair.Second);

    private string IndexHash()
    {
        using var clock = CheckClock.Start();
        return SliceSeal.OfIndex(file);
    }

    private void VerifySlices()
    {
        for (var slice = 0; slice < Count; slice++)
        {
            Verify(slice);
        }
    }

    private void Verify(int slice)
    {
        if (!IsWhole(slice))
        {
            throw BrainDaeException.Invalid($"{Path}: slice {slice + 1} of {Count} is damaged (its pixels and their checksum do not agree). Run braindae preprocess again on its scans.");
        }
    }

    /// <summary>Two threads that meet at a slice verify it twice, which does no harm.</summary>
    private bool IsWhole(int slice)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slice);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slice, Count);
        if (Volatile.Read(ref verified[slice]))
        {
            return true;
        }

        using var clock = CheckClock.Start();
        if (SliceSeal.OfSlice(Part(images, slice, Modalities.Count * Size * Size * images.ElementType.Size), StoredLesion(slice)) == checksums[slice])
        {
            Volatile.Write(ref verified[slice], true);
        }

        return verified[slice];
    }

    private ReadOnlySpan<byte> StoredLesion(int slice) => lesion is null ? [] : Part(lesion, slice, Size * Size);

    private ReadOnlySpan<byte> Part(SafetensorsEntry entry, int slice, int length)
    {
        return file.Bytes(entry, (long)slice * length, length);
    }

    private Modalities StoredModalities()
    {
        try
        {
            return Modalities.Parse(Text(SliceFileFormat.ModalitiesKey));
        }
        catch (BrainDaeException e) when (e.Kind == FailureKind.InvalidOption)
        {
            throw BrainDaeException.Invalid($"{Path}: its modalities cannot be read ({e.Message.TrimEnd('.')}). Run braindae preprocess again.", e);
        }
    }

    private ImmutableArray<int> PerSlice(string name)
    {
        var entry = Entry(name);
        Require(entry.ElementType == ElementType.I32 && entry.Shape.SequenceEqual([Count]), $"{name} does not fit its images");
        return [.. file.Values<int>(entry)];
    }

    private SafetensorsEntry Entry(string name)
    {
        Require(file.Tensors.TryGetValue(name, out var entry), $"it lacks the tensor {name}");
        return entry!;
    }

    private string Text(string key)
    {
        Require(file.Metadata.TryGetValue(key, out var text), $"it lacks the metadata {key}");
        return text!;
    }

    private void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw BrainDaeException.Invalid($"{Path}: {fault}. Run braindae preprocess again.");
        }
    }
}
