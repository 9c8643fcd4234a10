// MeasureMasks DETECTED.nii.gz REFERENCE.nii.gz: two masks on one grid, 0 is background.
using BrainDae.Imaging.Grids;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Surfaces;
using BrainDae.Nifti;

var reference = NiftiReader.Read(args[1]);
var (x, y, z) = reference.Geometry.Spacing;
var shape = new GridShape(reference.Shape[2], reference.Shape[1], reference.Shape[0]);
var spacing = new GridSpacing(z, y, x);
var (found, lesion) = (Mask(args[0]), Mask(args[1]));

Console.WriteLine($"Dice            {ConfusionCounts.Of(found, lesion).Dice:0.0000}");
Console.WriteLine($"lesion-wise F1  {LesionDetection.Count(found, lesion, shape, spacing, new LesionRule()).F1:0.0000}");
Console.WriteLine($"HD95            {SurfaceDistances.Between(found, lesion, shape, spacing).Hausdorff95:0.00} mm");

static byte[] Mask(string path)
{
    var volume = NiftiReader.Read(path);
    var values = new double[volume.Geometry.VoxelCount];
    volume.CopyValues(0, values);
    return [.. values.Select(value => (byte)(value > 0 ? 1 : 0))];
}
