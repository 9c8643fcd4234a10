// ReadNifti SCAN.nii.gz: what a scan looks like.
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

var volume = NiftiReader.Read(args[0]);
var (x, y, z) = volume.Geometry.Spacing;
var values = new double[volume.Geometry.VoxelCount];
volume.CopyValues(0, values); // the first axis runs fastest

Console.WriteLine($"{string.Join(" x ", volume.Shape)} voxels of {x} x {y} x {z} mm, {volume.VoxelType}");
Console.WriteLine($"axes {AxisCodes.Of(volume.Geometry.Affine)}, values {values.Min()} to {values.Max()}");
