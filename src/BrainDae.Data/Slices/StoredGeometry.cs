using System.Text.Json;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Slices;

/// <summary>The stored fields of a <see cref="VolumeGeometry"/> as JSON; numbers are written so that they come back bit for bit.</summary>
internal static class StoredGeometry
{
    public static string ToJson(VolumeGeometry geometry) => JsonSerializer.Serialize(geometry, SliceJson.Default.VolumeGeometry);

    /// <exception cref="JsonException">Not the JSON of a geometry.</exception>
    public static VolumeGeometry FromJson(string json)
    {
        try
        {
            var geometry = JsonSerializer.Deserialize(json, SliceJson.Default.VolumeGeometry);
            return geometry is { Shape.Length: >= 3 } && geometry.Shape[3..].All(size => size == 1) ? geometry : throw new JsonException("Not a geometry of three axes.");
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
