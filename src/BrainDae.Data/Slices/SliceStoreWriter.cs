using System.Numerics.Tensors;
using System.Text.Json;
using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Slices;

/// <summary>
/// Writes preprocessed patients, each to its own file slices/NAME.safetensors under a data folder. The same slices and
/// options give the same bytes.
/// </summary>
public static class SliceStoreWriter
{
    /// <summary>Writes one patient; replaces a file that it already has.</summary>
    /// <exception cref="ArgumentException">The patient's arrays do not fit each other.</exception>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>, or <see cref="FailureKind.InvalidInput"/>: the name cannot be a file name, or a value does not fit half precision.</exception>
    public static void Write(string dataFolder, PatientSlices patient, SliceStoreOptions options)
    {
        using var file = Pending(dataFolder, patient, options);
        file.Commit();
    }

    /// <summary>Writes one patient, who is in the store once the file is committed. The patient's memory is not needed any more.</summary>
    /// <inheritdoc cref="Write"/>
    public static PendingFile Pending(string dataFolder, PatientSlices patient, SliceStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(options);
        Check(patient);
        var tensors = Tensors(patient, options);
        var metadata = new Dictionary<string, string>
        {
            [SliceFileFormat.FormatKey] = SliceFileFormat.Format,
            [SliceFileFormat.VersionKey] = SliceFileFormat.Version,
            [SliceFileFormat.NameKey] = patient.Name,
            [SliceFileFormat.ModalitiesKey] = patient.Modalities.ToString(),
            [SliceFileFormat.PreprocessingKey] = options.PreprocessingJson,
            [SliceFileFormat.IntensityScaleKey] = JsonSerializer.Serialize(patient.IntensityScale, SliceJson.Default.ImmutableArrayDouble),
            [SliceFileFormat.GeometryKey] = StoredGeometry.ToJson(patient.NativeGeometry),
            [SliceFileFormat.OrientationKey] = LpsOrder.Code,
            [SliceFileFormat.InputsKey] = JsonSerializer.Serialize(patient.Inputs, SliceJson.Default.ImmutableArrayInputHash),
            [SliceFileFormat.HashKey] = SafetensorsHash.Of(tensors),
            [SliceFileFormat.SliceChecksumsKey] = SliceSeal.OfSlices(Bytes(tensors, SliceFileFormat.Images), Bytes(tensors, SliceFileFormat.Lesion), patient.Count),
        };
        if (patient.Subject != patient.Name)
        {
            metadata[SliceFileFormat.SubjectKey] = patient.Subject;
        }

        metadata[SliceFileFormat.IndexHashKey] = SliceSeal.OfIndex(metadata, tensors);
        return SafetensorsWriter.Pending(SliceFileFormat.PathOf(dataFolder, patient.Name), tensors, metadata);
    }

    /// <summary>
    /// Whether the patient has a whole file made with these options, so that it need not be preprocessed again. Reads
    /// the header alone.
    /// </summary>
    public static bool IsDone(string dataFolder, string patientName, SliceStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = SliceFileFormat.PathOf(dataFolder, patientName);
        try
        {
            using var file = File.Exists(path) ? PatientSliceFile.Open(path) : null;
            return file is not null && IsOf(file, patientName, options);
        }
        catch (BrainDaeException)
        {
            // Whatever is wrong with the file, writing it again is the remedy.
            return false;
        }
    }

    /// <summary>Whether a file is a patient's and was made with these options.</summary>
    internal static bool IsOf(PatientSliceFile file, string patientName, SliceStoreOptions options) =>
        file.Name == patientName && file.Modalities.Equals(options.Modalities) && file.PreprocessingJson == options.PreprocessingJson && file.ImageType == options.ImageType;

    private static SafetensorsTensor[] Tensors(PatientSlices patient, SliceStoreOptions options)
    {
        long count = patient.Count;
        long size = patient.Size;
        var images = options.ImageType switch
        {
            ElementType.F32 => ByteView.Of(patient.Images),
            ElementType.F16 => ByteView.Of<Half>(Narrow(patient.Images.Span)
                ?? throw BrainDaeException.Invalid($"{patient.Name}: has intensities above 65504 times the 0.99 quantile, too large for half precision. Store single precision.")),
            _ => throw new ArgumentException($"Images are stored as F32 or F16, not {options.ImageType.Name}.", nameof(options)),
        };
        SafetensorsTensor[] always =
        [
            new(SliceFileFormat.Images, options.ImageType, [count, patient.Modalities.Count, size, size], images),
            new(SliceFileFormat.SliceIndices, ElementType.I32, [count], ByteView.Of(patient.SliceIndices.AsMemory())),
        ];
        return !patient.HasLabel
            ? always
            :
            [
                .. always,
                new(SliceFileFormat.Lesion, ElementType.U8, [count, size, size], patient.Lesion),
                new(SliceFileFormat.LesionPixels, ElementType.I32, [count], ByteView.Of<int>(LesionPixels(patient))),
                new(SliceFileFormat.NativeLesionVoxels, ElementType.I32, [count], ByteView.Of(patient.NativeLesionVoxels.AsMemory())),
            ];
    }

    private static ReadOnlySpan<byte> Bytes(SafetensorsTensor[] tensors, string name) => tensors.FirstOrDefault(t => t.Name == name) is { } tensor ? tensor.Data.Span : [];

    /// <summary>Rounds to the nearest half (ties to even); null if a finite value becomes infinite.</summary>
    private static Half[]? Narrow(ReadOnlySpan<float> images)
    {
        var halves = new Half[images.Length];
        TensorPrimitives.ConvertToHalf(images, halves);
        for (var i = 0; i < halves.Length; i++)
        {
            if (Half.IsInfinity(halves[i]) && float.IsFinite(images[i]))
            {
                return null;
            }
        }

        return halves;
    }

    private static int[] LesionPixels(PatientSlices patient)
    {
        var pixels = patient.Size * patient.Size;
        return [.. Enumerable.Range(0, patient.Count).Select(i => pixels - patient.Lesion.Span.Slice(i * pixels, pixels).Count((byte)0))];
    }

    private static void Check(PatientSlices patient)
    {
        var pixels = (long)patient.Count * patient.Size * patient.Size;
        var labelled = patient.HasLabel;
        if (patient.Count == 0
            || patient.Images.Length != pixels * patient.Modalities.Count
            || patient.IntensityScale.Length != patient.Modalities.Count
            || patient.NativeLesionVoxels.Length != (labelled ? patient.Count : 0)
            || (labelled && patient.Lesion.Length != pixels))
        {
            throw new ArgumentException($"The arrays of {patient.Name} do not fit {patient.Count} slices of {patient.Size} x {patient.Size}.", nameof(patient));
        }
    }
}
