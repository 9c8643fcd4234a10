using System.Collections.Immutable;
using System.Text.Json;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Slices;

/// <summary>The stored fields of a <see cref="VolumeGeometry"/> as JSON; numbers are written so that they come back bit for bit.</summary>
internal sealed record StoredGeometry
{
    private const int MaximumAxes = 7;

    public required ImmutableArray<int> Shape { get; init; }

    public required ImmutableArray<double> PixDim { get; init; }

    public required short QformCode { get; init; }

    public required short SformCode { get; init; }

    public required ImmutableArray<double> Quaternion { get; init; }

    public required ImmutableArray<double> QuaternionOffset { get; init; }

    public required ImmutableArray<double> SformRows { get; init; }

    public required byte XyztUnits { get; init; }

    public static string ToJson(VolumeGeometry geometry) => JsonSerializer.Serialize(
        new StoredGeometry
        {
            Shape = geometry.Shape,
            PixDim = geometry.PixDim,
            QformCode = geometry.QformCode,
            SformCode = geometry.SformCode,
            Quaternion = geometry.Quaternion,
            QuaternionOffset = geometry.QuaternionOffset,
            SformRows = geometry.SformRows,
            XyztUnits = geometry.XyztUnits,
        },
        SliceJson.Default.StoredGeometry);

    /// <exception cref="JsonException">Not the JSON of a geometry.</exception>
    public static VolumeGeometry FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize(json, SliceJson.Default.StoredGeometry);
        return stored is { Shape.Length: >= 3 and <= MaximumAxes, PixDim.Length: MaximumAxes + 1, Quaternion.Length: 3, QuaternionOffset.Length: 3, SformRows.Length: 12 }
            && stored.Shape.All(size => size > 0) && stored.Shape[3..].All(size => size == 1)
            ? new()
            {
                Shape = stored.Shape,
                PixDim = stored.PixDim,
                QformCode = stored.QformCode,
                SformCode = stored.SformCode,
                Quaternion = stored.Quaternion,
                QuaternionOffset = stored.QuaternionOffset,
                SformRows = stored.SformRows,
                XyztUnits = stored.XyztUnits,
            }
            : throw new JsonException("Not a geometry of three axes.");
    }
}
