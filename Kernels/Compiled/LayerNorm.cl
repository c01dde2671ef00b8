typedef global float* LayerNorm_Forward_type_0;
struct LayerNorm_Forward_type_1;
typedef local float* LayerNorm_Forward_type_2;

struct LayerNorm_Forward_type_1_kernel;
struct LayerNorm_Forward_type_1_kernel;
struct LayerNorm_Forward_type_1_kernel;
struct LayerNorm_Forward_type_1_kernel;
struct LayerNorm_Forward_type_1_kernel;
struct LayerNorm_Forward_type_1_kernel;

struct LayerNorm_Forward_type_1
{
	LayerNorm_Forward_type_0 field_0;
	long field_1;
};

struct LayerNorm_Forward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void LayerNorm_Forward(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	global float* view_4,
	global float* view_5,
	struct LayerNorm_Forward_type_1_kernel var0,
	struct LayerNorm_Forward_type_1_kernel var1,
	struct LayerNorm_Forward_type_1_kernel var2,
	struct LayerNorm_Forward_type_1_kernel var3,
	struct LayerNorm_Forward_type_1_kernel var4,
	struct LayerNorm_Forward_type_1_kernel var5,
	int var6,
	float var7)
{
	struct LayerNorm_Forward_type_1 var8;
	struct LayerNorm_Forward_type_1 var9;
	struct LayerNorm_Forward_type_1 var10;
	struct LayerNorm_Forward_type_1 var11;
	struct LayerNorm_Forward_type_1 var12;
	struct LayerNorm_Forward_type_1 var13;
	LayerNorm_Forward_type_2 var15;
	int var16;
	float var17;
	int var26;
	int var28;
	long var29;
	long var30;
	long var31;
	LayerNorm_Forward_type_0 var32;
	bool var33;
	int var18;
	int var34;
	LayerNorm_Forward_type_2 var35;
	bool var38;
	int var19;
	float var20;
	float var39;
	int var40;
	float var42;
	float var43;
	bool var44;
	int var21;
	int var45;
	LayerNorm_Forward_type_2 var46;
	bool var49;
	int var22;
	float var50;
	int var51;
	float var52;
	float var53;
	float var54;
	float var55;
	float var56;
	bool var57;
	int var58;
	bool var60;
	long var61;
	bool var63;
	LayerNorm_Forward_type_0 var64;
	int var65;
	LayerNorm_Forward_type_0 var66;
	long var67;
	bool var69;
	LayerNorm_Forward_type_0 var70;
	int var71;
	LayerNorm_Forward_type_0 var72;
	float var23;
	long var73;
	long var74;
	LayerNorm_Forward_type_0 var75;
	float var76;
	float var77;
	float var78;
	long var79;
	bool var81;
	LayerNorm_Forward_type_0 var82;
	LayerNorm_Forward_type_0 var83;
	float var84;
	float var85;
	float var24;
	long var86;
	bool var88;
	LayerNorm_Forward_type_0 var89;
	LayerNorm_Forward_type_0 var90;
	float var91;
	float var92;
	LayerNorm_Forward_type_0 var93;
	long var94;
	long var95;
	LayerNorm_Forward_type_0 var96;
	int var98;
	bool var99;
	LayerNorm_Forward_type_2 var100;
	float var101;
	int var102;
	LayerNorm_Forward_type_2 var103;
	float var104;
	float var105;
	int var107;
	int var109;
	long var110;
	long var111;
	LayerNorm_Forward_type_0 var112;
	float var113;
	float var114;
	float var115;
	float var116;
	bool var117;
	LayerNorm_Forward_type_2 var118;
	float var119;
	int var120;
	LayerNorm_Forward_type_2 var121;
	float var122;
	float var123;
	int var125;
	int var127;
	long var128;
	long var129;
	LayerNorm_Forward_type_0 var130;
	float var131;
	float var132;

	;
	var8.field_0 = (LayerNorm_Forward_type_0)view_0+var0.field_0;
	var8.field_1 = var0.field_1;
	;
	var9.field_0 = (LayerNorm_Forward_type_0)view_1+var1.field_0;
	var9.field_1 = var1.field_1;
	;
	var10.field_0 = (LayerNorm_Forward_type_0)view_2+var2.field_0;
	var10.field_1 = var2.field_1;
	;
	var11.field_0 = (LayerNorm_Forward_type_0)view_3+var3.field_0;
	var11.field_1 = var3.field_1;
	;
	var12.field_0 = (LayerNorm_Forward_type_0)view_4+var4.field_0;
	var12.field_1 = var4.field_1;
	;
	var13.field_0 = (LayerNorm_Forward_type_0)view_5+var5.field_0;
	var13.field_1 = var5.field_1;
	local float var14[128];
	var15 = &var14[0];

	L_0: ;
	;
	;
	var26 =  get_local_id ( 0 );
	var16 = var26;
	var17 = 0.0f;
	 goto L_1;

	L_1: ;
	var28 =  get_group_id ( 0 );
	var29 = (long)(int) var28;
	var30 = (long)(int) var6;
	var31 = (long)((long) var29 *  (long)var30);
	var32 =  var8.field_0;
	var33 = (int) var16 < (int) var6;
	if (var33)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var34 =  get_local_id ( 0 );
	var35 =  & var15[var34];
	 *  var35 =  var17;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var18 = 64;
	 goto L_4;

	L_4: ;
	var38 = (int) var18 > (int) 0;
	if (var38)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	;
	var39 =  *  var15;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var40 =  get_local_id ( 0 );
	var19 = var40;
	var20 = 0.0f;
	 goto L_7;

	L_7: ;
	var42 = (float)(int) var6;
	var43 = (float)((float) var39 /  (float)var42);
	var44 = (int) var19 < (int) var6;
	if (var44)
		 goto L_8;
	 goto L_9;

	L_9: ;
	;
	var45 =  get_local_id ( 0 );
	var46 =  & var15[var45];
	 *  var46 =  var20;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var21 = 64;
	 goto L_10;

	L_10: ;
	var49 = (int) var21 > (int) 0;
	if (var49)
		 goto L_11;
	 goto L_12;

	L_12: ;
	;
	var50 =  *  var15;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var51 =  get_local_id ( 0 );
	var22 = var51;
	 goto L_13;

	L_13: ;
	var52 = (float)(int) var6;
	var53 = (float)((float) var50 /  (float)var52);
	var54 = (float)((float) var53 +  (float)var7);
	var55 = (float) sqrt ((float)var54);
	var56 = (float)((float)1.0f /  (float)var55);
	var57 = (int) var22 < (int) var6;
	if (var57)
		 goto L_14;
	 goto L_15;

	L_15: ;
	var58 =  get_local_id ( 0 );
	var60 = (int) var58 == (int) 0;
	if (var60)
		 goto L_16;
	 goto L_17;

	L_16: ;
	var61 =  var12.field_1;
	var63 = (long) var61 <= (long) 0;
	if (var63)
		 goto L_18;
	 goto L_19;

	L_19: ;
	var64 =  var12.field_0;
	var65 =  get_group_id ( 0 );
	var66 =  & var64[var65];
	 *  var66 =  var43;
	 goto L_18;

	L_18: ;
	var67 =  var13.field_1;
	var69 = (long) var67 <= (long) 0;
	if (var69)
		 goto L_17;
	 goto L_20;

	L_20: ;
	var70 =  var13.field_0;
	var71 =  get_group_id ( 0 );
	var72 =  & var70[var71];
	 *  var72 =  var56;
	 goto L_17;

	L_17: ;
	 return ;

	L_14: ;
	;
	var73 = (long)(int) var22;
	var74 = (long)((long) var31 +  (long)var73);
	var75 =  & var32[var74];
	var76 =  *  var75;
	var77 = (float)((float) var76 -  (float)var43);
	var78 = (float)((float) var77 *  (float)var56);
	var79 =  var9.field_1;
	var81 = (long) var79 <= (long) 0;
	var23 = var78;
	if (var81)
		 goto L_21;
	 goto L_22;

	L_22: ;
	var82 =  var9.field_0;
	var83 =  & var82[var22];
	var84 =  *  var83;
	var85 = (float)((float) var78 *  (float)var84);
	var23 = var85;
	 goto L_21;

	L_21: ;
	;
	var86 =  var10.field_1;
	var88 = (long) var86 <= (long) 0;
	var24 = var23;
	if (var88)
		 goto L_23;
	 goto L_24;

	L_24: ;
	var89 =  var10.field_0;
	var90 =  & var89[var22];
	var91 =  *  var90;
	var92 = (float)((float) var23 +  (float)var91);
	var24 = var92;
	 goto L_23;

	L_23: ;
	var93 =  var11.field_0;
	var94 = (long)(int) var22;
	var95 = (long)((long) var31 +  (long)var94);
	var96 =  & var93[var95];
	 *  var96 =  var24;
	var98 = (int)((int) var22 +  (int)128);
	var22 = var98;
	 goto L_13;

	L_11: ;
	var99 = (int) var45 >= (int) var21;
	if (var99)
		 goto L_25;
	 goto L_26;

	L_26: ;
	var100 =  & var15[var45];
	var101 =  *  var100;
	var102 = (int)((int) var45 +  (int)var21);
	var103 =  & var15[var102];
	var104 =  *  var103;
	var105 = (float)((float) var101 +  (float)var104);
	 *  var100 =  var105;
	 goto L_25;

	L_25: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var107 = (int)((int) var21 >>  (int)1);
	var21 = var107;
	 goto L_10;

	L_8: ;
	var109 = (int)((int) var19 +  (int)128);
	var110 = (long)(int) var19;
	var111 = (long)((long) var31 +  (long)var110);
	var112 =  & var32[var111];
	var113 =  *  var112;
	var114 = (float)((float) var113 -  (float)var43);
	var115 = (float)((float) var114 *  (float)var114);
	var116 = (float)((float) var20 +  (float)var115);
	var19 = var109;
	var20 = var116;
	 goto L_7;

	L_5: ;
	var117 = (int) var34 >= (int) var18;
	if (var117)
		 goto L_27;
	 goto L_28;

	L_28: ;
	var118 =  & var15[var34];
	var119 =  *  var118;
	var120 = (int)((int) var34 +  (int)var18);
	var121 =  & var15[var120];
	var122 =  *  var121;
	var123 = (float)((float) var119 +  (float)var122);
	 *  var118 =  var123;
	 goto L_27;

	L_27: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var125 = (int)((int) var18 >>  (int)1);
	var18 = var125;
	 goto L_4;

	L_2: ;
	var127 = (int)((int) var16 +  (int)128);
	var128 = (long)(int) var16;
	var129 = (long)((long) var31 +  (long)var128);
	var130 =  & var32[var129];
	var131 =  *  var130;
	var132 = (float)((float) var17 +  (float)var131);
	var16 = var127;
	var17 = var132;
	 goto L_1;

}

typedef global float* LayerNorm_BackwardInput_type_0;
struct LayerNorm_BackwardInput_type_1;
typedef local float* LayerNorm_BackwardInput_type_2;

struct LayerNorm_BackwardInput_type_1_kernel;
struct LayerNorm_BackwardInput_type_1_kernel;
struct LayerNorm_BackwardInput_type_1_kernel;
struct LayerNorm_BackwardInput_type_1_kernel;
struct LayerNorm_BackwardInput_type_1_kernel;
struct LayerNorm_BackwardInput_type_1_kernel;

struct LayerNorm_BackwardInput_type_1
{
	LayerNorm_BackwardInput_type_0 field_0;
	long field_1;
};

struct LayerNorm_BackwardInput_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void LayerNorm_BackwardInput(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	global float* view_4,
	global float* view_5,
	struct LayerNorm_BackwardInput_type_1_kernel var0,
	struct LayerNorm_BackwardInput_type_1_kernel var1,
	struct LayerNorm_BackwardInput_type_1_kernel var2,
	struct LayerNorm_BackwardInput_type_1_kernel var3,
	struct LayerNorm_BackwardInput_type_1_kernel var4,
	struct LayerNorm_BackwardInput_type_1_kernel var5,
	int var6,
	int var7)
{
	struct LayerNorm_BackwardInput_type_1 var8;
	struct LayerNorm_BackwardInput_type_1 var9;
	struct LayerNorm_BackwardInput_type_1 var10;
	struct LayerNorm_BackwardInput_type_1 var11;
	struct LayerNorm_BackwardInput_type_1 var12;
	struct LayerNorm_BackwardInput_type_1 var13;
	LayerNorm_BackwardInput_type_2 var15;
	int var16;
	float var17;
	float var18;
	LayerNorm_BackwardInput_type_0 var26;
	int var27;
	LayerNorm_BackwardInput_type_0 var28;
	float var29;
	LayerNorm_BackwardInput_type_0 var30;
	int var31;
	LayerNorm_BackwardInput_type_0 var32;
	float var33;
	int var34;
	LayerNorm_BackwardInput_type_0 var37;
	int var38;
	long var39;
	long var40;
	long var41;
	LayerNorm_BackwardInput_type_0 var42;
	LayerNorm_BackwardInput_type_0 var43;
	bool var44;
	long var45;
	int var19;
	int var46;
	LayerNorm_BackwardInput_type_2 var47;
	bool var50;
	int var20;
	float var51;
	int var52;
	LayerNorm_BackwardInput_type_2 var53;
	bool var56;
	int var21;
	float var57;
	int var58;
	bool var59;
	float var22;
	bool var61;
	long var62;
	long var63;
	LayerNorm_BackwardInput_type_0 var64;
	float var65;
	long var66;
	long var67;
	LayerNorm_BackwardInput_type_0 var68;
	float var69;
	LayerNorm_BackwardInput_type_0 var70;
	float var71;
	float var72;
	float var23;
	LayerNorm_BackwardInput_type_0 var73;
	float var74;
	float var75;
	float var76;
	long var77;
	long var78;
	LayerNorm_BackwardInput_type_0 var79;
	float var80;
	float var81;
	float var82;
	float var83;
	float var84;
	float var85;
	float var86;
	float var87;
	bool var89;
	long var90;
	long var91;
	LayerNorm_BackwardInput_type_0 var92;
	float var93;
	float var94;
	long var95;
	long var96;
	LayerNorm_BackwardInput_type_0 var97;
	int var99;
	bool var100;
	LayerNorm_BackwardInput_type_2 var101;
	float var102;
	int var103;
	LayerNorm_BackwardInput_type_2 var104;
	float var105;
	float var106;
	int var108;
	bool var109;
	LayerNorm_BackwardInput_type_2 var110;
	float var111;
	int var112;
	LayerNorm_BackwardInput_type_2 var113;
	float var114;
	float var115;
	int var117;
	float var24;
	bool var119;
	long var120;
	long var121;
	LayerNorm_BackwardInput_type_0 var122;
	float var123;
	long var124;
	long var125;
	LayerNorm_BackwardInput_type_0 var126;
	float var127;
	LayerNorm_BackwardInput_type_0 var128;
	float var129;
	float var130;
	int var132;
	float var133;
	long var134;
	long var135;
	LayerNorm_BackwardInput_type_0 var136;
	float var137;
	float var138;
	float var139;
	float var140;
	float var141;

	;
	var8.field_0 = (LayerNorm_BackwardInput_type_0)view_0+var0.field_0;
	var8.field_1 = var0.field_1;
	;
	var9.field_0 = (LayerNorm_BackwardInput_type_0)view_1+var1.field_0;
	var9.field_1 = var1.field_1;
	;
	var10.field_0 = (LayerNorm_BackwardInput_type_0)view_2+var2.field_0;
	var10.field_1 = var2.field_1;
	;
	var11.field_0 = (LayerNorm_BackwardInput_type_0)view_3+var3.field_0;
	var11.field_1 = var3.field_1;
	;
	var12.field_0 = (LayerNorm_BackwardInput_type_0)view_4+var4.field_0;
	var12.field_1 = var4.field_1;
	;
	var13.field_0 = (LayerNorm_BackwardInput_type_0)view_5+var5.field_0;
	var13.field_1 = var5.field_1;
	local float var14[128];
	var15 = &var14[0];

	L_0: ;
	;
	;
	;
	var26 =  var10.field_0;
	var27 =  get_group_id ( 0 );
	var28 =  & var26[var27];
	var29 =  *  var28;
	var30 =  var11.field_0;
	var31 =  get_group_id ( 0 );
	var32 =  & var30[var31];
	var33 =  *  var32;
	var34 =  get_local_id ( 0 );
	var16 = var34;
	var17 = 0.0f;
	var18 = 0.0f;
	 goto L_1;

	L_1: ;
	var37 =  var12.field_0;
	var38 =  get_group_id ( 0 );
	var39 = (long)(int) var38;
	var40 = (long)(int) var6;
	var41 = (long)((long) var39 *  (long)var40);
	var42 =  var8.field_0;
	var43 =  var9.field_0;
	var44 = (int) var16 < (int) var6;
	var45 =  var9.field_1;
	if (var44)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var46 =  get_local_id ( 0 );
	var47 =  & var15[var46];
	 *  var47 =  var17;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var19 = 64;
	 goto L_4;

	L_4: ;
	var50 = (int) var19 > (int) 0;
	if (var50)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	var51 =  *  var15;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var52 =  get_local_id ( 0 );
	var53 =  & var15[var52];
	 *  var53 =  var18;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var20 = 64;
	 goto L_7;

	L_7: ;
	var56 = (int) var20 > (int) 0;
	if (var56)
		 goto L_8;
	 goto L_9;

	L_9: ;
	;
	var57 =  *  var15;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var58 =  get_local_id ( 0 );
	var21 = var58;
	 goto L_10;

	L_10: ;
	var59 = (int) var21 < (int) var6;
	if (var59)
		 goto L_11;
	 goto L_12;

	L_12: ;
	 return ;

	L_11: ;
	;
	var61 = (long) var45 > (long) 0;
	if (var61)
		 goto L_13;
	 goto L_14;

	L_14: ;
	var62 = (long)(int) var21;
	var63 = (long)((long) var41 +  (long)var62);
	var64 =  & var37[var63];
	var65 =  *  var64;
	var22 = var65;
	 goto L_15;

	L_13: ;
	var66 = (long)(int) var21;
	var67 = (long)((long) var41 +  (long)var66);
	var68 =  & var37[var67];
	var69 =  *  var68;
	var70 =  & var43[var21];
	var71 =  *  var70;
	var72 = (float)((float) var69 *  (float)var71);
	var22 = var72;
	 goto L_15;

	L_15: ;
	;
	var73 =  var13.field_0;
	var74 = (float)(int) var6;
	var75 = (float)((float) var51 /  (float)var74);
	var76 = (float)((float) var22 -  (float)var75);
	var77 = (long)(int) var21;
	var78 = (long)((long) var41 +  (long)var77);
	var79 =  & var42[var78];
	var80 =  *  var79;
	var81 = (float)((float) var80 -  (float)var29);
	var82 = (float)((float) var81 *  (float)var33);
	var83 = (float)(int) var6;
	var84 = (float)((float) var57 /  (float)var83);
	var85 = (float)((float) var82 *  (float)var84);
	var86 = (float)((float) var76 -  (float)var85);
	var87 = (float)((float) var33 *  (float)var86);
	var89 = (int) var7 == (int) 0;
	var23 = var87;
	if (var89)
		 goto L_16;
	 goto L_17;

	L_17: ;
	var90 = (long)(int) var21;
	var91 = (long)((long) var41 +  (long)var90);
	var92 =  & var73[var91];
	var93 =  *  var92;
	var94 = (float)((float) var87 +  (float)var93);
	var23 = var94;
	 goto L_16;

	L_16: ;
	var95 = (long)(int) var21;
	var96 = (long)((long) var41 +  (long)var95);
	var97 =  & var73[var96];
	 *  var97 =  var23;
	var99 = (int)((int) var21 +  (int)128);
	var21 = var99;
	 goto L_10;

	L_8: ;
	var100 = (int) var52 >= (int) var20;
	if (var100)
		 goto L_18;
	 goto L_19;

	L_19: ;
	var101 =  & var15[var52];
	var102 =  *  var101;
	var103 = (int)((int) var52 +  (int)var20);
	var104 =  & var15[var103];
	var105 =  *  var104;
	var106 = (float)((float) var102 +  (float)var105);
	 *  var101 =  var106;
	 goto L_18;

	L_18: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var108 = (int)((int) var20 >>  (int)1);
	var20 = var108;
	 goto L_7;

	L_5: ;
	var109 = (int) var46 >= (int) var19;
	if (var109)
		 goto L_20;
	 goto L_21;

	L_21: ;
	var110 =  & var15[var46];
	var111 =  *  var110;
	var112 = (int)((int) var46 +  (int)var19);
	var113 =  & var15[var112];
	var114 =  *  var113;
	var115 = (float)((float) var111 +  (float)var114);
	 *  var110 =  var115;
	 goto L_20;

	L_20: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var117 = (int)((int) var19 >>  (int)1);
	var19 = var117;
	 goto L_4;

	L_2: ;
	;
	var119 = (long) var45 > (long) 0;
	if (var119)
		 goto L_22;
	 goto L_23;

	L_23: ;
	var120 = (long)(int) var16;
	var121 = (long)((long) var41 +  (long)var120);
	var122 =  & var37[var121];
	var123 =  *  var122;
	var24 = var123;
	 goto L_24;

	L_22: ;
	var124 = (long)(int) var16;
	var125 = (long)((long) var41 +  (long)var124);
	var126 =  & var37[var125];
	var127 =  *  var126;
	var128 =  & var43[var16];
	var129 =  *  var128;
	var130 = (float)((float) var127 *  (float)var129);
	var24 = var130;
	 goto L_24;

	L_24: ;
	var132 = (int)((int) var16 +  (int)128);
	var133 = (float)((float) var17 +  (float)var24);
	var134 = (long)(int) var16;
	var135 = (long)((long) var41 +  (long)var134);
	var136 =  & var42[var135];
	var137 =  *  var136;
	var138 = (float)((float) var137 -  (float)var29);
	var139 = (float)((float) var24 *  (float)var138);
	var140 = (float)((float) var139 *  (float)var33);
	var141 = (float)((float) var18 +  (float)var140);
	var16 = var132;
	var17 = var133;
	var18 = var141;
	 goto L_1;

}

typedef global float* LayerNorm_BackwardParameters_type_0;
struct LayerNorm_BackwardParameters_type_1;
typedef local float* LayerNorm_BackwardParameters_type_2;

struct LayerNorm_BackwardParameters_type_1_kernel;
struct LayerNorm_BackwardParameters_type_1_kernel;
struct LayerNorm_BackwardParameters_type_1_kernel;
struct LayerNorm_BackwardParameters_type_1_kernel;
struct LayerNorm_BackwardParameters_type_1_kernel;
struct LayerNorm_BackwardParameters_type_1_kernel;

struct LayerNorm_BackwardParameters_type_1
{
	LayerNorm_BackwardParameters_type_0 field_0;
	long field_1;
};

struct LayerNorm_BackwardParameters_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void LayerNorm_BackwardParameters(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	global float* view_4,
	global float* view_5,
	struct LayerNorm_BackwardParameters_type_1_kernel var0,
	struct LayerNorm_BackwardParameters_type_1_kernel var1,
	struct LayerNorm_BackwardParameters_type_1_kernel var2,
	struct LayerNorm_BackwardParameters_type_1_kernel var3,
	struct LayerNorm_BackwardParameters_type_1_kernel var4,
	struct LayerNorm_BackwardParameters_type_1_kernel var5,
	int var6,
	int var7,
	int var8)
{
	struct LayerNorm_BackwardParameters_type_1 var9;
	struct LayerNorm_BackwardParameters_type_1 var10;
	struct LayerNorm_BackwardParameters_type_1 var11;
	struct LayerNorm_BackwardParameters_type_1 var12;
	struct LayerNorm_BackwardParameters_type_1 var13;
	struct LayerNorm_BackwardParameters_type_1 var14;
	LayerNorm_BackwardParameters_type_2 var16;
	float var18;
	float var19;
	float var20;
	float var21;
	int var26;
	int var28;
	int var29;
	int var31;
	int var32;
	int var33;
	int var35;
	bool var38;
	int var17;
	int var39;
	int var40;
	int var41;
	int var42;
	int var43;
	bool var44;
	int var46;
	LayerNorm_BackwardParameters_type_0 var47;
	long var48;
	long var49;
	long var50;
	long var51;
	long var52;
	LayerNorm_BackwardParameters_type_0 var53;
	float var54;
	LayerNorm_BackwardParameters_type_0 var55;
	LayerNorm_BackwardParameters_type_0 var56;
	float var57;
	LayerNorm_BackwardParameters_type_0 var58;
	LayerNorm_BackwardParameters_type_0 var59;
	float var60;
	float var61;
	float var62;
	LayerNorm_BackwardParameters_type_0 var63;
	LayerNorm_BackwardParameters_type_0 var64;
	float var65;
	float var66;
	float var67;
	LayerNorm_BackwardParameters_type_0 var68;
	float var69;
	float var70;
	float var23;
	float var24;
	int var71;
	LayerNorm_BackwardParameters_type_2 var72;
	int var73;
	int var75;
	LayerNorm_BackwardParameters_type_2 var76;
	bool var78;
	bool var79;
	int var22;
	bool var82;
	LayerNorm_BackwardParameters_type_0 var83;
	int var84;
	long var85;
	long var86;
	long var87;
	long var88;
	long var89;
	LayerNorm_BackwardParameters_type_0 var90;
	LayerNorm_BackwardParameters_type_0 var91;
	LayerNorm_BackwardParameters_type_0 var92;
	int var94;
	int var95;
	int var97;
	int var98;
	LayerNorm_BackwardParameters_type_2 var99;
	float var100;
	float var101;
	int var102;
	int var104;
	int var106;
	int var107;
	LayerNorm_BackwardParameters_type_2 var108;
	float var109;
	float var110;

	;
	var9.field_0 = (LayerNorm_BackwardParameters_type_0)view_0+var0.field_0;
	var9.field_1 = var0.field_1;
	;
	var10.field_0 = (LayerNorm_BackwardParameters_type_0)view_1+var1.field_0;
	var10.field_1 = var1.field_1;
	;
	var11.field_0 = (LayerNorm_BackwardParameters_type_0)view_2+var2.field_0;
	var11.field_1 = var2.field_1;
	;
	var12.field_0 = (LayerNorm_BackwardParameters_type_0)view_3+var3.field_0;
	var12.field_1 = var3.field_1;
	;
	var13.field_0 = (LayerNorm_BackwardParameters_type_0)view_4+var4.field_0;
	var13.field_1 = var4.field_1;
	;
	var14.field_0 = (LayerNorm_BackwardParameters_type_0)view_5+var5.field_0;
	var14.field_1 = var5.field_1;
	local float var15[512];
	var16 = &var15[0];

	L_0: ;
	;
	;
	;
	;
	var26 =  get_group_id ( 0 );
	var28 = (int)((int) var26 <<  (int)5);
	var29 =  get_local_id ( 0 );
	var31 = (int)((int) var29 %  (int)32);
	var32 = (int)((int) var28 +  (int)var31);
	var33 =  get_local_id ( 0 );
	var35 = (int)((int) var33 >>  (int)5);
	var38 = (int) var32 >= (int) var7;
	var20 = 0.0f;
	var21 = 0.0f;
	if (var38)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	var39 =  get_group_id ( 1 );
	var40 = (int)((int) var39 *  (int)var8);
	var41 = (int)((int) var40 +  (int)var35);
	var17 = var41;
	var18 = 0.0f;
	var19 = 0.0f;
	 goto L_3;

	L_3: ;
	var42 = (int)((int) var40 +  (int)var8);
	var43 = (int) min ((int)var6, (int)var42);
	var44 = (int) var17 < (int) var43;
	var20 = var19;
	var21 = var18;
	if (var44)
		 goto L_4;
	 goto L_1;

	L_4: ;
	var46 = (int)((int) var17 +  (int)8);
	var47 =  var12.field_0;
	var48 = (long)(int) var17;
	var49 = (long)(int) var7;
	var50 = (long)((long) var48 *  (long)var49);
	var51 = (long)(int) var32;
	var52 = (long)((long) var50 +  (long)var51);
	var53 =  & var47[var52];
	var54 =  *  var53;
	var55 =  var9.field_0;
	var56 =  & var55[var52];
	var57 =  *  var56;
	var58 =  var10.field_0;
	var59 =  & var58[var17];
	var60 =  *  var59;
	var61 = (float)((float) var57 -  (float)var60);
	var62 = (float)((float) var54 *  (float)var61);
	var63 =  var11.field_0;
	var64 =  & var63[var17];
	var65 =  *  var64;
	var66 = (float)((float) var62 *  (float)var65);
	var67 = (float)((float) var18 +  (float)var66);
	var68 =  & var47[var52];
	var69 =  *  var68;
	var70 = (float)((float) var19 +  (float)var69);
	var17 = var46;
	var18 = var67;
	var19 = var70;
	 goto L_3;

	L_1: ;
	;
	;
	var71 =  get_local_id ( 0 );
	var72 =  & var16[var71];
	 *  var72 =  var21;
	var73 =  get_local_id ( 0 );
	var75 = (int)((int) var73 +  (int)256);
	var76 =  & var16[var75];
	 *  var76 =  var20;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var78 = (int) var35 != (int) 0;
	if (var78)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var79 = (int) var32 < (int) var7;
	if (var79)
		 goto L_7;
	 goto L_5;

	L_7: ;
	;
	var22 = 1;
	var23 = var21;
	var24 = var20;
	 goto L_8;

	L_8: ;
	var82 = (int) var22 < (int) 8;
	if (var82)
		 goto L_9;
	 goto L_10;

	L_10: ;
	var83 =  var13.field_0;
	var84 =  get_group_id ( 1 );
	var85 = (long)(int) var84;
	var86 = (long)(int) var7;
	var87 = (long)((long) var85 *  (long)var86);
	var88 = (long)(int) var32;
	var89 = (long)((long) var87 +  (long)var88);
	var90 =  & var83[var89];
	 *  var90 =  var23;
	var91 =  var14.field_0;
	var92 =  & var91[var89];
	 *  var92 =  var24;
	 goto L_5;

	L_9: ;
	var94 = (int)((int) var22 +  (int)1);
	var95 =  get_local_id ( 0 );
	var97 = (int)((int) var22 <<  (int)5);
	var98 = (int)((int) var95 +  (int)var97);
	var99 =  & var16[var98];
	var100 =  *  var99;
	var101 = (float)((float) var23 +  (float)var100);
	var102 =  get_local_id ( 0 );
	var104 = (int)((int) var22 +  (int)8);
	var106 = (int)((int) var104 <<  (int)5);
	var107 = (int)((int) var102 +  (int)var106);
	var108 =  & var16[var107];
	var109 =  *  var108;
	var110 = (float)((float) var24 +  (float)var109);
	var22 = var94;
	var23 = var101;
	var24 = var110;
	 goto L_8;

	L_5: ;
	 return ;

}
