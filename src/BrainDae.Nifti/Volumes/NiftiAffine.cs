using System.Collections.Immutable;

namespace BrainDae.Nifti.Volumes;

/// <summary>Voxel-to-world matrices from NIfTI header fields, following the NIfTI-1 standard and nibabel's choices.</summary>
internal static class NiftiAffine
{
    public static ImmutableArray<double> Of(VolumeGeometry geometry)
    {
        var stored = Stored(geometry);
        var millimetres = NiftiUnits.Millimetres(geometry.XyztUnits);
        return millimetres == 1 ? stored : [.. stored[..12].Select(v => v * millimetres), .. stored[12..]];
    }

    /// <summary>Which of a header's fields place the grid.</summary>
    public static GeometrySource SourceOf(VolumeGeometry geometry) =>
        IsKnown(geometry.SformCode) ? GeometrySource.Sform
        : IsKnown(geometry.QformCode) ? GeometrySource.Qform
        : GeometrySource.PixDim;

    /// <summary>Edge lengths of a voxel by pixdim alone, millimetres.</summary>
    public static (double X, double Y, double Z) Edges(VolumeGeometry geometry)
    {
        var millimetres = NiftiUnits.Millimetres(geometry.XyztUnits);
        return (geometry.StoredEdge(1) * millimetres, geometry.StoredEdge(2) * millimetres, geometry.StoredEdge(3) * millimetres);
    }

    /// <summary>In the header's unit of length.</summary>
    private static ImmutableArray<double> Stored(VolumeGeometry geometry) => SourceOf(geometry) switch
    {
        GeometrySource.Sform => [.. geometry.SformRows, 0, 0, 0, 1],
        GeometrySource.Qform => FromQuaternion(geometry),
        _ => Centred(geometry),
    };

    // Scanner, aligned, Talairach, MNI 152, other template. nibabel drops a transform of any other code.
    private static bool IsKnown(short code) => code is >= 1 and <= 5;

    private static ImmutableArray<double> FromQuaternion(VolumeGeometry geometry)
    {
        var (b, c, d) = (geometry.Quaternion[0], geometry.Quaternion[1], geometry.Quaternion[2]);
        var squared = b * b + c * c + d * d;
        // Rounding in the header can push the vector part slightly over unit length: it is then a half turn.
        var a = 0.0;
        if (squared > 1)
        {
            var length = Math.Sqrt(squared);
            (b, c, d) = (b / length, c / length, d / length);
        }
        else
        {
            a = Math.Sqrt(1 - squared);
        }

        // The quaternion always spans three axes, also where the image has fewer. qfac other than -1 counts as 1.
        var (x, y, z) = (geometry.StoredEdge(1), geometry.StoredEdge(2), geometry.StoredEdge(3));
        z *= geometry.PixDim[0] == -1 ? -1 : 1;
        var offset = geometry.QuaternionOffset;
        return
        [
            (1 - 2 * (c * c + d * d)) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, offset[0],
            2 * (b * c + a * d) * x, (1 - 2 * (b * b + d * d)) * y, 2 * (c * d - a * b) * z, offset[1],
            2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (1 - 2 * (b * b + c * c)) * z, offset[2],
            0, 0, 0, 1,
        ];
    }

    private static ImmutableArray<double> Centred(VolumeGeometry geometry)
    {
        var (x, y, z) = (Edge(1), Edge(2), Edge(3));
        return
        [
            -x, 0, 0, x * Centre(0),
            0, y, 0, -y * Centre(1),
            0, 0, z, -z * Centre(2),
            0, 0, 0, 1,
        ];

        double Edge(int axis) => axis <= geometry.Shape.Length ? geometry.StoredEdge(axis) : 1;
        double Centre(int axis) => axis < geometry.Shape.Length ? (geometry.Shape[axis] - 1) / 2.0 : 0;
    }
}
