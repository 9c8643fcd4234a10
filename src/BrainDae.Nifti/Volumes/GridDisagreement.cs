namespace BrainDae.Nifti.Volumes;

/// <summary>
/// Compares the three places where a header tells its geometry. The one that counts is
/// <see cref="VolumeGeometry.Affine"/>; programs that prefer another see another scan where they disagree.
/// </summary>
internal static class GridDisagreement
{
    /// <summary>Largest difference between two edge lengths, as a share of the larger: a volume then differs by 3 %.</summary>
    private const double EdgeTolerance = 0.01;

    /// <summary>Largest angle between two axes of the same name, degrees.</summary>
    private const double AngleTolerance = 1;

    /// <summary>What disagrees with the affine, as the middle of a sentence, or null.</summary>
    public static string? Of(VolumeGeometry geometry)
    {
        var spacing = geometry.Spacing;
        var source = NiftiAffine.SourceOf(geometry);
        if (source != GeometrySource.PixDim && !SameEdges(spacing, NiftiAffine.Edges(geometry)))
        {
            return $"pixdim gives voxels of {Text(NiftiAffine.Edges(geometry))} mm and the {Name(source)} {Text(spacing)} mm; the {Name(source)} counts";
        }

        // An sform of another code than the qform leads to another space, and may well turn the scan.
        return source == GeometrySource.Sform && geometry.QformCode == geometry.SformCode && !SameDirections(geometry, geometry with { SformCode = 0 })
            ? "sform and qform have the same code and turn the scan in different ways; the sform counts"
            : null;
    }

    private static bool SameEdges((double X, double Y, double Z) one, (double X, double Y, double Z) other) =>
        Same(one.X, other.X) && Same(one.Y, other.Y) && Same(one.Z, other.Z);

    // Written so that NaN fails.
    private static bool Same(double one, double other) => Math.Abs(one - other) <= EdgeTolerance * Math.Max(one, other);

    private static bool SameDirections(VolumeGeometry one, VolumeGeometry other)
    {
        var (a, b) = (one.Affine, other.Affine);
        for (var axis = 0; axis < 3; axis++)
        {
            var (product, first, second) = (0.0, 0.0, 0.0);
            for (var row = axis; row < 12; row += 4)
            {
                product += a[row] * b[row];
                first += a[row] * a[row];
                second += b[row] * b[row];
            }

            if (!(product >= Math.Cos(AngleTolerance * Math.PI / 180) * Math.Sqrt(first * second)))
            {
                return false;
            }
        }

        return true;
    }

    private static string Name(GeometrySource source) => source == GeometrySource.Sform ? "sform" : "qform";

    private static string Text((double X, double Y, double Z) edges) => FormattableString.Invariant($"{edges.X:0.###} x {edges.Y:0.###} x {edges.Z:0.###}");
}
