namespace BrainDae.Data.Slices;

/// <summary>
/// Names in a patient's slice file, a safetensors file under <see cref="Folder"/>. Tensors without a label: images and
/// slice_indices only.
/// </summary>
internal static class SliceFileFormat
{
    public const string Folder = "slices";
    public const string Format = "braindae-slices";
    public const string Version = "2";

    /// <summary>F32 or F16 [slice, modality, x, y].</summary>
    public const string Images = "images";

    /// <summary>U8 [slice, x, y], 0 or 1.</summary>
    public const string Lesion = "lesion";

    /// <summary>I32 [slice], index along the third axis of the scan in LPS order.</summary>
    public const string SliceIndices = "slice_indices";

    /// <summary>I32 [slice], lesion pixels after resizing: finds healthy slices without reading <see cref="Lesion"/>.</summary>
    public const string LesionPixels = "lesion_pixels";

    /// <summary>I32 [slice], lesion voxels on the scan's own grid.</summary>
    public const string NativeLesionVoxels = "native_lesion_voxels";

    public const string FormatKey = "format";
    public const string VersionKey = "format_version";
    public const string NameKey = "name";
    /// <summary>Who was scanned; absent where that is the name.</summary>
    public const string SubjectKey = "subject";

    public const string ModalitiesKey = "modalities";
    public const string PreprocessingKey = "preprocessing";
    public const string IntensityScaleKey = "intensity_scale";
    /// <summary>The scan's own grid, as its file stores it.</summary>
    public const string GeometryKey = "geometry";

    /// <summary>Which way the axes of the slices run: <see cref="Nifti.Volumes.LpsOrder.Code"/>.</summary>
    public const string OrientationKey = "orientation";

    /// <summary>Hashes of the files that the slices were made from; absent where nobody recorded them.</summary>
    public const string InputsKey = "inputs";

    public const string HashKey = "content_sha256";

    /// <summary>A checksum for each slice; see <see cref="SliceSeal"/>.</summary>
    public const string SliceChecksumsKey = "slice_xxh3";

    /// <summary>The hash of everything but the pixels; see <see cref="SliceSeal"/>.</summary>
    public const string IndexHashKey = "index_sha256";

    public static string PathOf(string dataFolder, string patientName) =>
        Path.Combine(dataFolder, Folder, PatientFileName.Of(patientName));
}
