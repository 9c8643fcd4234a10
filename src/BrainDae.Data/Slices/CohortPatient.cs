using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace BrainDae.Data.Slices;

/// <summary>One patient in a <see cref="CohortManifest"/>.</summary>
public sealed record CohortPatient
{
    /// <summary>Name of the patient.</summary>
    public required string Name { get; init; }

    /// <summary>Who was scanned, where the name says more than that; else null. <see cref="Subject"/> always says it.</summary>
    [JsonPropertyName("subject")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NamedSubject { get; init; }

    /// <summary>Who was scanned; the same for all sessions of a person.</summary>
    [JsonIgnore]
    public string Subject => NamedSubject ?? Name;

    /// <summary>The slice file, relative to the data folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>First kept axial slice, counted from the feet.</summary>
    public required int FirstSlice { get; init; }

    /// <summary>Last kept axial slice, counted from the feet.</summary>
    public required int LastSlice { get; init; }

    /// <summary>Number of kept slices.</summary>
    public required int Slices { get; init; }

    /// <summary>Slices without a lesion by <see cref="HealthyRule.Resized"/>; null without a label.</summary>
    public required int? HealthySlices { get; init; }

    /// <summary>Slices without a lesion by <see cref="HealthyRule.Native"/>; null without a label.</summary>
    public required int? HealthySlicesNative { get; init; }

    /// <summary>Shape of the scan as stored, fastest-varying axis first.</summary>
    public required ImmutableArray<int> NativeShape { get; init; }

    /// <summary>Distance between neighbouring voxels along the first three stored axes, millimetres, from <see cref="Affine"/>.</summary>
    public required ImmutableArray<double> Spacing { get; init; }

    /// <summary>Index of a stored voxel to world millimetres, 4x4 row-major.</summary>
    public required ImmutableArray<double> Affine { get; init; }

    /// <summary>Each modality's divisor, in channel order.</summary>
    public required ImmutableArray<double> IntensityScale { get; init; }

    /// <summary>Whether the patient has a lesion label.</summary>
    public required bool HasLabel { get; init; }

    /// <summary>SHA-256 of the tensors' bytes, lower-case hexadecimal.</summary>
    public required string ContentSha256 { get; init; }

    internal static string FileOf(string name) => $"{SliceFileFormat.Folder}/{PatientFileName.Of(name)}";

    internal static CohortPatient Of(PatientSliceFile file)
    {
        var (x, y, z) = file.NativeGeometry.Spacing;
        return new()
        {
            Name = file.Name,
            NamedSubject = file.Subject == file.Name ? null : file.Subject,
            File = FileOf(file.Name),
            FirstSlice = file.SliceIndices[0],
            LastSlice = file.SliceIndices[^1],
            Slices = file.Count,
            HealthySlices = Healthy(file, HealthyRule.Resized),
            HealthySlicesNative = Healthy(file, HealthyRule.Native),
            NativeShape = file.NativeGeometry.Shape,
            Spacing = [x, y, z],
            Affine = file.NativeGeometry.Affine,
            IntensityScale = file.IntensityScale,
            HasLabel = file.HasLabel,
            ContentSha256 = file.ContentSha256,
        };
    }

    private static int? Healthy(PatientSliceFile file, HealthyRule rule) =>
        file.HasLabel ? Enumerable.Range(0, file.Count).Count(slice => file.IsHealthy(slice, rule)) : null;
}
