using BrainDae.Method.Config;
using BrainDae.Method.Models;

namespace BrainDae.Torch.Checkpoints;

/// <summary>What was found in a published checkpoint.</summary>
/// <param name="Options">The network's shape, from the shapes of its parameters, and what the file says of its training; the published recipe where it says nothing.</param>
/// <param name="Progress">How far its training was, so that it can go on; null where it cannot.</param>
/// <param name="Obstacle">Why training cannot go on, a clause; null where it can.</param>
public sealed record ImportedCheckpoint(TrainingOptions Options, TrainingProgress? Progress, string? Obstacle);
