using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;

namespace BrainDae.Evaluation;

/// <summary>What was measured on a scan's own grid at one threshold.</summary>
/// <param name="Plain">Voxel by voxel, before small components are removed.</param>
/// <param name="Volume">Everything, after small components are removed, if they are.</param>
internal readonly record struct NativeMetrics(ConfusionCounts Plain, VolumeMetrics Volume);
