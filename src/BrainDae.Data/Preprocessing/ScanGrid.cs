using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Preprocessing;

/// <summary>The three-dimensional grid of one file, and the check that a patient's files share one.</summary>
internal sealed record ScanGrid
{
    /// <summary>Largest difference between two elements of the affines of one patient's files, millimetres.</summary>
    public const double AffineTolerance = 1e-3;

    /// <summary>Largest ratio of a pixel's edges in an axial slice that is not remarked on.</summary>
    private const double LargestAspect = 1.5;

    private ScanGrid(string path, VolumeGeometry geometry) => (Path, Geometry, Order) = (path, geometry, LpsOrder.Of(geometry));

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its geometry as stored.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>How its axes come to run LPS.</summary>
    public LpsOrder Order { get; }

    /// <summary>Voxels from right to left, which vary fastest in LPS order.</summary>
    public int Width => Order.Geometry.Shape[0];

    /// <summary>Voxels from front to back.</summary>
    public int Height => Order.Geometry.Shape[1];

    /// <summary>Axial slices: voxels from feet to head.</summary>
    public int Depth => Order.Geometry.Shape[2];

    /// <summary>What makes the file doubtful, as the middle of a sentence; null if nothing does.</summary>
    public string? Doubt
    {
        get
        {
            var (x, y, _) = Order.Geometry.Spacing;
            return Geometry.Disagreement
                ?? (Math.Max(x, y) > LargestAspect * Math.Min(x, y)
                    ? string.Create(CultureInfo.InvariantCulture, $"its axial slices have pixels of {x:0.##} x {y:0.##} mm, because it was taken in {(x > y ? "sagittal" : "coronal")} slices; they are used as they are, each stretched to a square")
                    : null);
        }
    }

    /// <summary>The grid of a file; axes beyond the third are allowed if they have length 1.</summary>
    /// <exception cref="BrainDaeException">The file is not three-dimensional, or its affine is not finite or is singular.</exception>
    public static ScanGrid Of(string path, VolumeGeometry geometry)
    {
        var shape = geometry.Shape;
        if (shape.Length < 3 || shape[3..].Any(size => size != 1))
        {
            FailureText several = $" (as fslsplit does), or put the file into imagesTr beside a dataset.json that says what its images are ({new OptionName("Layout")} decathlon)";
            throw BrainDaeException.Invalid($"{path}: has shape {Text(shape)}; a scan of one image in three dimensions is needed. Store one image a file{(shape.Length > 3 ? several : null)}.");
        }

        return geometry.Fault is { } fault
            ? throw BrainDaeException.Invalid($"{path}: {fault}. Correct sform, qform or pixdim in its header, convert the scan again, or leave the patient out.")
            : new(path, geometry);
    }

    /// <summary>Requires that another file of the patient lies on the same grid.</summary>
    /// <exception cref="BrainDaeException">Shape or affine differs; names both files.</exception>
    public void RequireSame(ScanGrid other)
    {
        if (!Geometry.Shape.AsSpan(0, 3).SequenceEqual(other.Geometry.Shape.AsSpan(0, 3)))
        {
            throw BrainDaeException.Invalid(
                $"{other.Path}: has shape {Text(other.Geometry.Shape)}, but {Path} has {Text(Geometry.Shape)}. Resample the patient's files to one grid.");
        }

        var (mine, theirs) = (Geometry.Affine, other.Geometry.Affine);
        for (var i = 0; i < mine.Length; i++)
        {
            // Written so that NaN fails.
            if (!(Math.Abs(mine[i] - theirs[i]) <= AffineTolerance))
            {
                throw BrainDaeException.Invalid(
                    $"{other.Path}: its affine differs from that of {Path} ({theirs[i]:R} against {mine[i]:R} in row {i / 4}, column {i % 4}). Register the patient's files to one grid.");
            }
        }
    }

    private static string Text(ImmutableArray<int> shape) => string.Join('x', shape);
}
