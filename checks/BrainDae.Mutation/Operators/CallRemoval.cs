using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>Leaves out a call that returns nothing. Not those that only clean up, which no result shows.</summary>
internal sealed class CallRemoval() : MutationOperator("remove-call")
{
    private static readonly string[] CleanUp = ["Dispose", "Return", "KeepAlive", "Free", "SuppressFinalize", "ThrowIfCancellationRequested"];

    public override bool Fits(MethodDefinition method, Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt && instruction.Operand is MethodReference called
        && Plain(called.ReturnType).MetadataType == MetadataType.Void && called.Name != ".ctor" && !CleanUp.Contains(called.Name);

    public override void Apply(MethodDefinition method, Instruction instruction)
    {
        if (instruction.Previous is { OpCode.OpCodeType: OpCodeType.Prefix } prefix)
        {
            Replace(prefix, OpCodes.Nop);
        }

        var called = (MethodReference)instruction.Operand;
        var arguments = called.Parameters.Count + (called.HasThis ? 1 : 0);
        Replace(instruction, arguments == 0 ? OpCodes.Nop : OpCodes.Pop);
        InsertAfter(method, instruction, Enumerable.Range(1, Math.Max(0, arguments - 1)).Select(_ => Instruction.Create(OpCodes.Pop)));
    }

    private static TypeReference Plain(TypeReference type) => type is RequiredModifierType modified ? modified.ElementType : type;
}
